# 评价
ratings-one-to-five = 每一项评1到5分，5分最好。请选择分数。
ratings-over = 评价期已过或已经评价，不能再评价。
ratings-not-accepted-yet = 验收后才能评价。请先验收服务成果。
ratings-already = 这份合同已经评价过，一份合同只评价一次。
ratings-answer-late = 答复期已过，不能再答复。
ratings-answered = 贵机构已经答复过这次评价。
