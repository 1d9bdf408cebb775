# 失信名单：起草、告知、陈述申辩、决定、送达、公开；临时限制。

## 拒绝的理由
blacklist-personal = 这段文字会公开，其中有手机号、身份证号或电子邮箱。请删去后重新保存。
blacklist-names-person = 这段文字会公开，其中写有个人姓名“{ $name }”。请改为“该机构”等说法。
blacklist-no-such-agency = 没有代码为{ $code }的入驻机构。请对照机构名录检查统一社会信用代码。
blacklist-reply-needed = 机构提出了意见，决定前应当逐条答复。请填写答复。
blacklist-refused-now = 案件已进行到下一步（{ $state }），不能再这样办理。
blacklist-refused-same = 这件事须由另一人办理：提出的人不能自己决定。请由其他信用管理人员办理。
blacklist-refused-author = 只有起草人可以修改、告知或撤回这件案子。
blacklist-refused-early = 机构的陈述申辩期到{ $until }为止；期满或收到意见之前不能决定。
blacklist-refused-late = 陈述申辩期已于{ $since }届满，不再受理。如有新的证据，请联系监督电话。
blacklist-refused-term = 这一等级的期限应为{ $min }至{ $max }个月，现在填的是{ $given }个月。
blacklist-refused-interim = 临时限制的结束时间应在现在之后、{ $days }天之内。

## 待办
blacklist-task-notify = 失信案件草稿：核对后告知机构
blacklist-task-decide = 失信案件：作出决定
blacklist-task-serve = 失信案件：送达决定
blacklist-task-confirm = 临时限制：确认或不予确认
blacklist-task-answer = 拟作失信处理：陈述申辩
