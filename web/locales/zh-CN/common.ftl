# 页面框架、时间与数字、表单的通用文字。每个功能自己的文字在同名的 .ftl 里。

## 站点
site-short = 明选
site-name = { $city }中介服务网上超市
site-host = { $host } 主办
site-help = 服务电话 { $phone }（{ $hours }）
site-hours = 工作日9:00—17:30
site-supervision = 监督电话 { $phone }
site-demo = 页面中的城市、机构、人员与数据均为演示所用，与真实单位无关。
page-title = { $title } · 明选

## 导航
skip = 跳到正文
nav-main = 主导航
nav-foot = 页脚
nav-trail = 所在位置
nav-home = 首页
nav-desk = 待办
nav-projects = 项目
nav-results = 结果
nav-agencies = 机构
nav-verify = 核验
nav-admin = 系统
nav-blacklist = 失信名单
nav-log = 公开日志
nav-rules = 规则与政策版本
nav-api = 开放接口
nav-accessibility = 无障碍说明
sign-in = 登录
sign-out = 退出
nav-account = 我的账户

## 角色
role-owner = 项目业主
role-agency = 中介机构
role-operator = 运营
role-credit-officer = 信用管理
role-supervisor = 监督
role-administrator = 系统管理

## 剩余与超期
left-days-hours = 还剩{ $days }个工作日{ $hours }小时
left-days = 还剩{ $days }个工作日
left-hours-minutes = 还剩{ $hours }小时{ $minutes }分
left-hours = 还剩{ $hours }小时
left-minutes = 还剩{ $minutes }分钟
left-moment = 还剩不到1分钟
overdue-days-hours = 超期{ $days }个工作日{ $hours }小时
overdue-days = 超期{ $days }个工作日
overdue-hours-minutes = 超期{ $hours }小时{ $minutes }分
overdue-hours = 超期{ $hours }小时
overdue-minutes = 超期{ $minutes }分钟
overdue-moment = 刚刚超期
lasting-days = { $n }天
lasting-hours-minutes = { $hours }小时{ $minutes }分
lasting-hours = { $n }小时
lasting-minutes = { $n }分钟
lasting-seconds = { $n }秒
working-days = { $n }个工作日

## 部件
cells-day = 第{ $day }个工作日，共{ $of }个
cells-notice-day = 公告当日，不计入{ $of }个工作日
cells-over = { $of }个工作日已满
phase-new = 报名中
phase-crescent = 已冻结
phase-half = 揭示中
phase-gibbous = 已得种子
phase-full = 已选定
sealed = 未公开
fingerprint = 指纹
rank-position = 在0与1之间的位置：{ $place }
pager = 分页
pager-where = 第{ $page }页，共{ $pages }页
pager-previous = 上一页
pager-next = 下一页
yes = 是
no = 否
none = 无
print = 打印

## 抽取五步（首页与抽取页共用）
rite-commit = 公告承诺
rite-freeze = 截止冻结
rite-reveal = 揭示
rite-reveal-more = 两方打开各自秘密
rite-seed = 种子
rite-seed-more = 合成公开的种子
rite-rank = 排序
rite-rank-more = 谁都能重算一遍
hero-art = 盲抽五步：公告承诺、截止冻结、揭示、种子、排序，像月亮由暗到明
chart-numbers = 看数字

## 表单
form-title-refused = 有{ $n }处需要改正：{ $title }
form-sum = 有{ $n }处需要改正
form-error = 错误：
form-optional = （选填）
form-choose = 请选择
form-wan = 万元
form-capital = 人民币大写
form-count = 已写{ $n }字，还可写{ $left }字
form-missing = 请填写{ $field }。
form-missing-choice = 请选择{ $field }。
form-missing-file = 请上传{ $field }。
form-missing-check = 需要勾选“{ $field }”才能继续。
form-too-long = { $field }最多{ $max }字，现在{ $n }字，请精简。
form-control = { $field }里有看不见的控制字符，请删去后重新填写。
form-not-day = { $field }不是有效日期。请按“2026-11-25”的样子填写。
form-not-time = { $field }不是有效时间。请按“2026-11-25T17:00”的样子填写，为北京时间。
form-not-number = { $field }应为{ $min }至{ $max }之间的整数。
form-not-money = { $field }应以万元填写，例如9.80。
form-not-choice = { $field }不在可选范围内，请重新选择。

## 填写内容的具体问题
fault-character = { $field }的第{ $at }个字符“{ $found }”不能用在这里，请改正。
fault-too-short = { $field }至少{ $min }字，现在{ $n }字，请补充。
fault-no-letter = { $field }里没有文字，请填写完整名称。
fault-email-at = { $field }应当有一个“@”，例如name@example.cn。
fault-email-mailbox = { $field }“@”前面的部分不完整，请检查开头、结尾和连续的点。
fault-email-domain = { $field }“@”后面应当是完整的域名，例如example.cn。
fault-phone-area = { $field }是座机时要写区号，例如0000-1234567。
fault-phone-unknown = { $field }现有{ $n }位数字，不是可用的号码。手机11位；座机写区号和号码。
fault-money-grouping = { $field }的逗号只用来每三位分隔；小数请用点，例如9.80。
fault-money-precise = { $field }最多{ $max }位小数，现在{ $n }位，请改为精确到分。
fault-money-negative = { $field }不能小于0。
fault-money-zero = { $field }应当大于0。
fault-money-large = { $field }不能超过{ $most }，请检查单位是不是万元。
fault-code-old = { $field }现在填的是15位的旧注册号。请填写营业执照上18位的统一社会信用代码。
fault-code-length = { $field }应为18位，现在{ $n }位。请对照执照补齐或删去多余字符。
fault-code-misread = { $field }的第{ $at }位是“{ $found }”，代码里没有这个字符，可能是“{ $meant }”。请对照执照改正。
fault-code-division = { $field }的第{ $at }位是“{ $found }”；第3至8位是行政区划，只有数字。请对照执照改正。
fault-code-exchanged = { $field }的末位校验不通过，可能是第{ $at }位与第{ $next }位写反了。请对照执照检查。
fault-code-check-inner = { $field }的末位校验不通过。请对照执照检查第9至17位，常见是0与D、8与B看错。
fault-code-check-outer = { $field }的末位校验不通过。请对照执照检查前8位和最后1位。

## 无障碍说明
accessibility-title = 无障碍说明
accessibility-aim = 本网站按《Web内容无障碍指南》（WCAG）2.2的AA级制作，每次更新都在真实浏览器中检查。
accessibility-how-title = 可以怎样使用
accessibility-how-keyboard = 只用键盘可以完成每一件事；按Tab键移动，焦点处有粗线框。
accessibility-how-script = 关闭JavaScript也能办理全部事项。
accessibility-how-zoom = 放大到400%、宽320像素的屏幕上，内容不丢失，也不需要左右拖动。
accessibility-how-colour = 每个状态都有图形和文字，不单靠颜色；支持深色显示和系统高对比度。
accessibility-how-reader = 标题、表格、表单和错误提示都可由读屏软件读出。
accessibility-how-print = 公告、结果和通知书可以直接打印在A4纸上。
accessibility-limits-title = 已知不足
accessibility-limits = 机构上传的扫描件是图片，读屏软件读不出其中的文字；需要时请致电，工作人员会为您读出要点。
accessibility-contact-title = 遇到困难
accessibility-contact = 请在{ $hours }拨打{ $phone }，说明在哪一页、想做什么。3个工作日内答复。
role-expert = 评审专家
