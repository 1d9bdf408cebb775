# 机构入驻、资料变更、形式核验、机构名录

## 拒绝
agencies-refused-waiting = 资料已提交，正在核验，核验期间不能修改。核验结果会发到贵机构的邮箱。
agencies-refused-nothing-to-submit = 没有可以提交的草稿。请先填写并保存资料。
agencies-refused-incomplete = 还有{ $n }处没有填写或需要改正，改正后才能提交。
agencies-code-taken = 统一社会信用代码{ $code }已由另一家机构入驻。请对照执照检查；如确为贵机构的代码，请致电服务电话。
agencies-scan-unknown = 所列扫描件不是贵机构上传的文件，请重新上传。
agencies-reason-needed = 退回时至少写明一处理由，机构会原样看到。

## 填报内容
agencies-uscc = 统一社会信用代码
agencies-uscc-hint = 执照上的18位代码，不含字母I、O、S、V、Z
agencies-name = 机构名称
agencies-name-hint = 与执照一致
agencies-name-en = 英文名称
agencies-kind = 机构类型
agencies-province = 登记所在省份
agencies-province-hint = 留空时按信用代码确定
agencies-place = 所在市、区县
agencies-place-hint = 例如：达州市通川区
agencies-address = 住所
agencies-established-on = 成立日期
agencies-capital = 注册资本
agencies-capital-hint = 以万元填写；企业必填，其他类型没有的可以不填
agencies-legal-representative = 法定代表人（负责人）
agencies-scope = 业务范围
agencies-scope-hint = 按执照载明的内容填写
agencies-licence = 执照扫描件
agencies-scan-hint = PDF、JPG或PNG，不超过50 MB；换新的扫描件会代替原来的
agencies-contact-name = 业务联系人
agencies-contact-phone = 联系电话
agencies-contact-email = 联系邮箱
agencies-contact-hint = 会在机构名录公开，请填写对外业务联系方式
agencies-introduction = 机构简介
agencies-introduction-hint = 会在机构名录公开
agency-kind-enterprise = 企业
agency-kind-institution = 事业单位
agency-kind-social = 社会组织
agency-kind-practice = 律师事务所等执业机构
