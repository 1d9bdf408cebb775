# 账号：登录、注册、链接、口令、成员、令牌
accounts-email-taken = 这个邮箱已有账号。请换一个邮箱，或请对方用“忘记密码”找回。
accounts-not-oneself = 不能对自己的账号这样做。请本单位另一位管理员办理。
accounts-last-manager = 这是本单位最后一位管理员。请先指定另一位管理员，再停用或改为经办人。
accounts-sign-in-wrong = 邮箱或密码不对。请检查后再试；忘记密码可用邮件重设。
accounts-locked = 连续输错次数过多，账号已锁定，{ $minutes }分钟后可再试。也可现在用邮件重设密码。
accounts-password-short = 密码至少{ $min }个字符。可用一句容易记的话。
accounts-password-long = 密码最多{ $max }个字符。
accounts-password-personal = 密码不能包含您的姓名或邮箱。请换一句别人猜不到的话。
accounts-password-monotonous = 密码不能是同一字符或连续字符。请换一句别人猜不到的话。
accounts-code-wrong = 动态口令不对。请核对手机时间，输入应用里最新的6位数字。
accounts-code-used = 这个动态口令已经用过。请等应用显示下一个。
