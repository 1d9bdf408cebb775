# 业主入驻与核验

## 拒绝
owners-refused-waiting = 资料已提交，正在核验，核验期间不能修改。核验结果会发到贵单位的邮箱。
owners-refused-nothing-to-submit = 没有可以提交的草稿。请先填写并保存资料。
owners-refused-incomplete = 还有{ $n }处没有填写或需要改正，改正后才能提交。
owners-code-taken = 统一社会信用代码{ $code }已由另一家单位入驻。请对照证书检查；如确为贵单位的代码，请致电服务电话。
owners-scan-unknown = 所列扫描件不是贵单位上传的文件，请重新上传。
owners-reason-needed = 退回时至少写明一处理由，业主会原样看到。

## 填报内容
owners-uscc = 统一社会信用代码
owners-uscc-hint = 法人证书或执照上的18位代码，不含字母I、O、S、V、Z
owners-name = 单位名称
owners-name-hint = 与法人证书或执照一致
owners-kind = 单位类型
owners-address = 办公地址
owners-legal-representative = 法定代表人（负责人）
owners-contact-name = 联系人
owners-contact-hint = 会在项目公告中公开
owners-contact-phone = 联系电话
owners-complaint-phone = 投诉电话
owners-complaint-hint = 会在项目公告中公开，供机构反映问题
owners-certificate = 法人证书或执照扫描件
owners-certificate-hint = PDF、JPG或PNG，不超过50 MB；换新的扫描件会代替原来的
owners-committed = 所填资料真实有效；如实发布需求，自主选择机构，依约验收付款，按时评价
owners-general = 其他理由
owner-kind-organ = 机关
owner-kind-institution = 事业单位
owner-kind-state-enterprise = 国有企业
owner-kind-enterprise = 其他企业
owner-kind-social = 社会组织

## 入驻与变更
owners-own = 业主入驻
owners-own-approved = 已入驻，可以发布项目
owners-own-approved-more = 发布项目时，公告按下列资料显示本单位。
owners-in-effect = 现行资料
owners-own-waits = 资料已提交，等待核验，期间不能修改。
owners-own-begin = 请填写单位资料，提交后由运营机构核验。随时可以保存，稍后再填。
owners-own-change-more = 名称、负责人、联系方式等有变化时请及时变更。变更通过核验后才生效。
owners-own-managers = 由本单位的管理员填写和提交。
owners-filing = 单位资料
owners-filing-lead = 提交后由运营机构核验，{ $n }个工作日内答复。
owners-save = 保存草稿
owners-flash-saved = 草稿已保存
owners-flash-submitted = 资料已提交，核验结果会发到贵单位的邮箱
owners-flash-passed = 已通过，并通知业主
owners-flash-returned = 已退回，并通知业主
owners-filed = 业主填报
owners-see-scan = 见扫描件
owners-finding-go = 保存核验意见并通知业主
owners-task-check = 业主入驻核验
owners-task-check-change = 业主变更核验
owners-task-file = 填写入驻资料
owners-task-go-on = 继续填写资料
owners-task-mend = 改正被退回的资料

## 待核验列表
owners-filings-count = { $n }件
owners-filings-by-kind = 按类型
owners-filings-all = 全部
owners-filings-agencies = 机构
owners-filings-owners = 业主
owners-filings-who = 单位
owners-filings-due = 到期
owners-filings-late = 已超期（{ $n }）
owners-filings-soon = 即将到期（{ $n }）
owners-filings-later = 以后（{ $n }）
owners-filings-none = 没有待核验的资料
owners-filings-none-more = 机构和业主提交的入驻、变更资料都已核验。
