# 机构入驻、资料变更、形式核验、机构名录

## 拒绝
agencies-refused-waiting = 资料已提交，正在核验，核验期间不能修改。核验结果会发到贵机构的邮箱。
agencies-refused-nothing-to-submit = 没有可以提交的草稿。请先填写并保存资料。
agencies-refused-incomplete = 还有{ $n }处没有填写或需要改正，改正后才能提交。
agencies-code-taken = 统一社会信用代码{ $code }已由另一家机构入驻。请对照执照检查；如确为贵机构的代码，请致电服务电话。
agencies-scan-unknown = 所列扫描件不是贵机构上传的文件，请重新上传。
agencies-reason-needed = 退回时至少写明一处理由，机构会原样看到。
