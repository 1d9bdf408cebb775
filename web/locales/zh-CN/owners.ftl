# 业主入驻与核验

## 拒绝
owners-refused-waiting = 资料已提交，正在核验，核验期间不能修改。核验结果会发到贵单位的邮箱。
owners-refused-nothing-to-submit = 没有可以提交的草稿。请先填写并保存资料。
owners-refused-incomplete = 还有{ $n }处没有填写或需要改正，改正后才能提交。
owners-code-taken = 统一社会信用代码{ $code }已由另一家单位入驻。请对照证书检查；如确为贵单位的代码，请致电服务电话。
owners-scan-unknown = 所列扫描件不是贵单位上传的文件，请重新上传。
owners-reason-needed = 退回时至少写明一处理由，业主会原样看到。
