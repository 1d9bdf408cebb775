# 中选
awards-accepted-already = 贵机构已经接受中选。请在规定的工作日内与业主签订合同。
awards-not-accepted-yet = 中选还没有被接受，不能这样办理。
awards-over = 这次中选已经结束，不能再办理。
awards-too-late = 答复期已于{ $since }结束，项目已转给下一家备选机构。
awards-barred = 贵机构在失信名单上或被临时暂停，不能接受中选。
