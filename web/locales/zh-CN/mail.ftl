# 信件的共用文字；每封信有 mail-<名>-subject、mail-<名>-text，带按钮的还有 mail-<名>-button
mail-sign-off = { $host }　服务电话 { $phone }
mail-automatic = 此信由系统自动发出，请勿回复。
