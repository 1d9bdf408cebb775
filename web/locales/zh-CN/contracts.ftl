# 合同
contracts-own-side = 合同由一方登记、另一方确认。请等待对方确认。
contracts-fixed-price = 项目为固定价{ $price }，合同金额应与其相同，现为{ $given }。请改正金额。
contracts-over-cap = 合同金额不能超过最高价{ $cap }，现为{ $given }。请改正金额。
contracts-dates = 日期不对：签订在前，服务开始不早于签订，结束不早于开始。请对照合同改正。
contracts-signed-in-future = 签订日期不能晚于今天。请对照合同改正。
contracts-barred = 中选机构在失信名单上或被临时暂停，合同不能生效。
contracts-not-now-awaited = 合同还没有登记，不能这样办理。
contracts-not-now-registered = 合同正在等待对方确认，不能这样办理。
contracts-not-now-in-force = 合同正在履行，不能这样办理。
contracts-not-now-delivered = 服务成果正在等待业主验收，不能这样办理。
contracts-not-now-accepted = 服务成果已经验收，不能这样办理。
contracts-not-now-closed = 合同已经办结，不能再办理。
contracts-not-now-abandoned = 合同没有签成，不能再办理。
