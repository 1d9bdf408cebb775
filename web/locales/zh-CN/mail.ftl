# 信件的共用文字；每封信有 mail-<名>-subject、mail-<名>-text，带按钮的还有 mail-<名>-button
mail-sign-off = { $host }　服务电话 { $phone }
mail-automatic = 此信由系统自动发出，请勿回复。

## 失信案件与临时限制
mail-case-notified-subject = 拟作失信处理的告知：{ $agency }
mail-case-notified-text =
    { $agency }：

    我们拟对贵机构的一项行为作失信处理。事实、依据、拟定等级和期限见下面的链接；在作出决定之前，任何内容都不公开。

    贵机构有权陈述和申辩，也可以提交证明材料。请在{ $due }之前提出；逾期未提出的，将依据现有材料作出决定。决定由另一名工作人员作出，并逐条答复贵机构的意见。
mail-case-notified-button = 查看告知并陈述申辩
mail-case-withdrawn-subject = 案件已撤回：{ $agency }
mail-case-withdrawn-text =
    { $agency }：

    此前告知的拟作失信处理一事已经撤回，不再继续，也不会公开。
mail-case-withdrawn-button = 查看案件
mail-case-answered-subject = 陈述申辩已收到：{ $agency }
mail-case-answered-text =
    { $agency }：

    贵机构的陈述申辩已于{ $at }收到。另一名工作人员将据此作出决定，并逐条答复。
mail-case-answered-button = 查看案件
mail-case-lapsed-subject = 陈述申辩期限已过：{ $agency }
mail-case-lapsed-text =
    { $agency }：

    陈述申辩的期限已过，没有收到贵机构的意见。将由另一名工作人员依据现有材料作出决定。
mail-case-lapsed-button = 查看案件
mail-case-cleared-subject = 不作失信处理的决定：{ $agency }
mail-case-cleared-text =
    { $agency }：

    经审查，决定不作失信处理。案件到此结束，不会公开。理由和答复见下面的链接。
mail-case-cleared-button = 查看决定
mail-case-served-subject = 失信认定决定送达：{ $number }
mail-case-served-text =
    { $agency }：

    决定（{ $number }）现予送达，自即时起生效，至{ $until }为止。在此期间贵机构不能报名；未抽取的报名在截止时移除，尚未签约的中选由候补递补。期满自动移出，不需要申请。

    事实、依据、理由和对贵机构意见的答复见下面的链接。不服决定的，可以依法申请复核、行政复议或提起诉讼。
mail-case-served-button = 查看决定
mail-case-ended-subject = 失信期满：{ $number }
mail-case-ended-text =
    { $agency }：

    { $number }号决定的期限已满，限制已经解除，公开记录已经移除。贵机构可以正常报名。
mail-case-ended-button = 查看案件
mail-case-to-decide-subject = 有一件失信案件可以决定：{ $agency }
mail-case-to-decide-text = 关于{ $agency }的案件，陈述申辩已经结束。请由起草人以外的信用管理人员作出决定。
mail-case-to-decide-button = 办理案件
mail-suspended-subject = 临时限制通知：{ $agency }
mail-suspended-text =
    { $agency }：

    自即时起至{ $until }，贵机构暂停报名，尚未签约的中选由候补递补。理由：{ $reason }

    临时限制不是失信认定，不公开，到期自动解除。
mail-suspended-button = 查看限制
mail-suspension-ended-subject = 临时限制已解除：{ $agency }
mail-suspension-ended-text =
    { $agency }：

    临时限制已经解除，贵机构可以正常报名；另有失信限制的，以该限制为准。
mail-suspension-ended-button = 查看限制

## 入驻核验
mail-filing-passed-subject = 入驻资料已通过核验：{ $agency }
mail-filing-passed-text =
    { $agency }：

    贵机构提交的资料已通过形式核验，机构名录已更新，自{ $from }起按新资料办理业务。
mail-filing-passed-button = 查看入驻情况
mail-filing-returned-subject = 入驻资料被退回补正：{ $agency }
mail-filing-returned-text =
    { $agency }：

    贵机构提交的资料没有通过形式核验，理由如下：

    { $reasons }

    已填写的内容都还在，改正后可以直接再次提交。
mail-filing-returned-button = 改正资料
mail-exit-asked-subject = 机构申请退出：{ $agency }
mail-exit-asked-text = { $agency }申请退出市场，请在规定的工作日内答复。
mail-exit-asked-button = 答复申请
mail-exit-confirmed-subject = 已退出市场：{ $agency }
mail-exit-confirmed-text =
    { $agency }：

    运营机构已确认贵机构退出，名录不再列出贵机构。以往的项目、合同、评价和信用记录照旧保留。

    以后想回来，重新提交入驻资料并通过核验即可。
mail-exit-confirmed-button = 查看退出情况
mail-exit-refused-subject = 退出申请未获同意：{ $agency }
mail-exit-refused-text =
    { $agency }：

    运营机构没有同意贵机构退出，理由如下：

    { $reason }
mail-exit-refused-button = 查看退出情况
mail-paper-ends-subject = 证书{ $days }天后到期：{ $number }
mail-paper-ends-text =
    贵机构编号为{ $number }的证书将于{ $last }到期，还有{ $days }天。

    到期后，需要这份证书的服务事项不能再报名。请在到期前上传新证，通过核验后即可继续。
mail-paper-ends-button = 更新资质
mail-owner-passed-subject = 业主资料已通过核验：{ $owner }
mail-owner-passed-text =
    { $owner }：

    贵单位提交的资料已通过核验，现在可以发布项目。
mail-owner-passed-button = 查看入驻情况
mail-owner-returned-subject = 业主资料被退回补正：{ $owner }
mail-owner-returned-text =
    { $owner }：

    贵单位提交的资料没有通过核验，理由如下：

    { $reasons }

    已填写的内容都还在，改正后可以直接再次提交。
mail-owner-returned-button = 改正资料
mail-link-invite-subject = 邀请您使用网上中介服务超市
mail-link-invite-text = { $name }，您好：

    已为您开通账号。请用下面的链接设置密码，链接只能用一次。

    如果您不知道此事，请不要使用链接，并告知服务台。
mail-link-invite-button = 设置密码
mail-link-reset-subject = 重设密码
mail-link-reset-text = { $name }，您好：

    有人请求重设您的密码。请用下面的链接设置新密码，链接只能用一次，很快失效。

    如果不是您本人操作，请忽略此信，您的密码没有改变。
mail-link-reset-button = 重设密码
mail-account-locked-subject = 账号已临时锁定
mail-account-locked-text =
    有人连续{ $attempts }次没有输对您账号的密码或验证码，账号锁定{ $minutes }分钟，之后自动解锁。

    如果是您本人，请稍后再试，或者重设密码。如果不是您本人，您的密码没有泄露的迹象，可以重设一个新的。
mail-account-locked-button = 重设密码
mail-link-first-subject = 第一位系统管理员
mail-link-first-text = { $name }，您好：

    请用下面的链接设置密码。
mail-link-first-button = 设置密码
mail-registered-already-subject = 您已有账号
mail-registered-already-text = 有人用您的邮箱申请注册，而您已有账号，因此没有新建。

    如果是您本人，请直接登录；忘记密码可在登录页重设。
mail-registered-already-button = 登录
mail-project-submitted-subject = 有项目待审核：{ $project }
mail-project-submitted-text = 业主提交了项目“{ $project }”，请在规定的工作日内完成形式审核。
mail-project-submitted-button = 去审核
mail-project-returned-subject = 项目被退回：{ $project }
mail-project-returned-text = 贵单位的项目“{ $project }”（{ $number }）被退回，理由：{ $reason }

    修改后可再次提交，已填的内容都在。
mail-project-returned-button = 修改项目
mail-project-published-subject = 项目已公告：{ $project }
mail-project-published-text = 贵单位的项目“{ $project }”（{ $number }）已公告，报名至{ $closes }截止。截止前任何人都看不到谁报了名。
mail-project-published-button = 查看项目
mail-project-open-subject = 有适合贵机构的项目：{ $project }
mail-project-open-text = 项目“{ $project }”正在报名，{ $closes }截止。按名录登记，贵机构符合条件。是否报名由贵机构决定，除贵机构外没有人知道。
mail-project-open-button = 查看项目
mail-project-corrected-subject = 项目有澄清：{ $project }
mail-project-corrected-text = 项目“{ $project }”发布了澄清，报名至{ $closes }截止。公告本身没有改动，澄清见项目页面。
mail-project-corrected-button = 查看澄清
mail-project-end-asked-subject = 业主申请终止项目：{ $project }
mail-project-end-asked-text = 业主申请终止项目“{ $project }”，请核对理由后确认终止，或不同意终止。
mail-project-end-asked-button = 去处理
mail-project-end-refused-subject = 终止申请未获同意：{ $project }
mail-project-end-refused-text = 贵单位对项目“{ $project }”（{ $number }）的终止申请未获同意，项目继续。理由：{ $reason }
mail-project-end-refused-button = 查看项目
mail-project-failed-subject = 项目未能选定机构：{ $project }
mail-project-failed-text = 贵单位的项目“{ $project }”（{ $number }）未能选定机构，理由见项目页面。可以重新发布。
mail-project-failed-button = 查看项目
mail-project-halted-subject = 监督方叫停了项目：{ $project }
mail-project-halted-text = 项目“{ $project }”（{ $number }）已被监督方叫停，理由：{ $reason }
    恢复前不能继续办理；停下的时间不计入期限。
mail-project-halted-button = 查看项目
mail-project-resumed-subject = 项目已恢复：{ $project }
mail-project-resumed-text = 项目“{ $project }”（{ $number }）已恢复，理由：{ $reason }
    未到的期限按停下的时间顺延。
mail-project-resumed-button = 查看项目
mail-halt-changed-subject = 项目叫停或恢复：{ $project }
mail-halt-changed-text = 项目“{ $project }”（{ $number }）的叫停状态有变化。恢复要两个人，请到监督页查看。
mail-halt-changed-button = 查看监督页
mail-project-terminated-subject = 项目已终止：{ $project }
mail-project-terminated-text = 项目“{ $project }”（{ $number }）已终止，理由：{ $reason }
mail-project-terminated-button = 查看项目
mail-signup-received-subject = 报名成功：{ $project }
mail-signup-received-text = 贵机构已报名“{ $project }”。{ $closes }截止前可以撤回。

    请保存所附的回执：抽取后凭它可在公开结果中找到自己，也可证明报名时间。
mail-signup-received-button = 查看回执
mail-signup-withdrawn-subject = 已撤回报名：{ $project }
mail-signup-withdrawn-text = 贵机构已撤回“{ $project }”的报名。截止前可以再次报名。
mail-signup-withdrawn-button = 查看
mail-signup-carried-subject = 报名已转入新的抽取：{ $project }
mail-signup-carried-text = “{ $project }”将重新抽取，贵机构的报名已转入，编号是新的，请保存所附的新回执。如不参加，截止前可以撤回。
mail-signup-carried-button = 查看新回执
mail-signup-left-out-subject = 报名未能转入新的抽取：{ $project }
mail-signup-left-out-text = “{ $project }”将重新抽取，报名限于新公告时公布的名录。贵机构在新公告时已不符合条件，不在名录中，原报名未转入。名录可在抽取页面查看。
mail-signup-left-out-button = 查看原报名

## 盲抽
mail-draw-excluded-subject = 冻结名单时未通过复核：{ $project }
mail-draw-excluded-text =
    项目“{ $project }”（{ $number }）报名截止时，系统按当时的登记情况复核了全部报名。贵机构（代号{ $label }）未通过，理由：{ $reason ->
        [not-listed] 已不在名录中
        [barred] 正在失信限制期内
        [suspended] 正在临时限制期内
        [is-owner] 与业主为同一主体
        [same-representative] 与业主的法定代表人为同一人
        [avoided] 属于业主须回避的机构
        [item-not-offered] 未登记该服务事项
        [unqualified] 资质不符合要求，或者证书已过有效期
        [credit-tail] 信用档不在大名单之内
       *[other] 不符合报名条件
    }。

    代号仍留在冻结名单中，标为未通过；理由不公开，只有贵机构能看到。

    如有异议，请在{ $until }前提出：在此之前各方都不揭示秘密。之后提出的，不再受理。
mail-draw-excluded-button = 查看理由或提出异议
mail-draw-objection-subject = 有机构提出异议：{ $project }
mail-draw-objection-text = “{ $project }”（{ $number }）的抽取{ $draw }中，一家未通过复核的机构在揭示之前提出了异议。抽取有结果之后，请查看理由并裁定。
mail-draw-objection-button = 查看异议
mail-draw-objection-received-subject = 异议已写入日志：{ $project }
mail-draw-objection-received-text = 贵机构对“{ $project }”未通过复核提出的异议，已在各方揭示之前密封写入日志。抽取有结果后由监督部门裁定，裁定会另行通知。
mail-draw-objection-received-button = 查看异议
mail-draw-objection-ruled-subject = 异议已有裁定：{ $project }
mail-draw-objection-ruled-text =
    贵机构对“{ $project }”未通过复核提出的异议，监督部门裁定：{ $ruling ->
        [admitted] 异议成立，按影子签排入名次
       *[refused] 异议不成立
    }。

    理由：{ $reason }
mail-draw-objection-ruled-button = 查看裁定
mail-draw-unvouched-subject = 信标之前揭示未获作保：{ $project }
mail-draw-unvouched-text = “{ $project }”（{ $number }）的抽取{ $draw }照常有了结果，但信标签发之前，监督见证端没有为全部揭示作保，无法证明各方都在信标之前揭示。抽取页面已如实说明；请查明原因。
mail-draw-unvouched-button = 查看抽取
mail-award-displaced-subject = 中选名次后移：{ $serial }
mail-award-displaced-text = 有异议成立，另一代号按影子签排到贵机构之前，中选通知书{ $serial }不再有效。这不影响贵机构的信用；贵机构仍在名次之中，轮到时会再次通知。
mail-award-displaced-button = 查看
mail-draw-too-few-subject = 报名不足，项目未能选定：{ $project }
mail-draw-too-few-text = 项目“{ $project }”（{ $number }）延长报名后，符合条件的机构仍然不足，没有抽取，双方的秘密不再打开。感谢贵机构的参与。
mail-draw-too-few-button = 查看报名
mail-draw-void-end-subject = 抽取作废，项目未能选定：{ $project }
mail-draw-void-end-text = 项目“{ $project }”（{ $number }）的抽取作废，没有产生结果，也不再重新抽取。是谁没有揭示，见抽取页面。
mail-draw-void-end-button = 查看报名
mail-draw-ended-subject = 项目已终止，抽取不再进行：{ $project }
mail-draw-ended-text = 项目“{ $project }”（{ $number }）已终止，贵机构的报名随之结束，双方的秘密不再打开。理由见项目页面。
mail-draw-ended-button = 查看报名
mail-draw-commitments-late-subject = 监督方尚未作出承诺：{ $project }
mail-draw-commitments-late-text = 项目“{ $project }”（{ $number }）的抽取{ $draw }仍缺监督方的承诺，公告因此没有发出。请检查监督见证端是否在运行；系统会不断重试，不会少一方就继续。
mail-draw-commitments-late-button = 查看待办
mail-draw-refused-subject = 监督方拒绝联署冻结名单：{ $project }
mail-draw-refused-text = 监督方拒绝联署项目“{ $project }”（{ $number }）的抽取{ $draw }，理由代码：{ $reason }。抽取已停止，不会自行继续，请立即核查。
mail-draw-refused-button = 查看抽取
mail-draw-reveal-subject = 名单已冻结，可以揭示贵机构的秘密：{ $project }
mail-draw-reveal-text = 项目“{ $project }”（{ $number }）的名单已冻结。监督见证端核对之后，请凭保存的回执文件揭示报名时锁定的秘密。不揭示不受任何影响。
mail-draw-reveal-button = 去揭示
mail-bid-received-subject = 密封报价已收到：{ $project }
mail-bid-received-text = 贵机构对“{ $project }”的密封报价已收到。截止前可以更换，以最后一次为准。
mail-bid-received-button = 查看密封报价
mail-bid-spoiled-subject = 报价打不开：{ $project }
mail-bid-spoiled-text = “{ $project }”开启时，贵机构的密封报价打不开，责任在贵机构，报价不计，并计入信用记录。开启页面列有这份报价和原因，任何人都可以复核。
mail-bid-spoiled-button = 查看开启结果
mail-bid-missing-subject = 请打开自己的报价：{ $project }
mail-bid-missing-text = “{ $project }”有开启成员没有交出钥匙。请在{ $until }前提交密封时保存的私密文件，打开贵机构的报价。
mail-bid-missing-button = 提交私密文件
mail-draw-throw-subject = 请当众掷骰：{ $project }
mail-draw-throw-text = 项目“{ $project }”（{ $number }）的抽取{ $draw }，平台已经揭示。请当众掷骰并录入结果。
mail-draw-throw-button = 录入骰子结果
mail-draw-void-subject = 抽取作废：{ $project }
mail-draw-void-text = 项目“{ $project }”（{ $number }）的抽取{ $draw }因有一方没有揭示而作废。是谁没有揭示已经公开。
mail-draw-void-button = 查看抽取
mail-award-offered-subject = 贵机构中选：{ $project }
mail-award-offered-text = 贵机构中选“{ $project }”，中选通知书编号{ $serial }。请在{ $due }前接受或说明理由放弃；逾期未答复视为放弃。
mail-award-offered-button = 答复中选
mail-award-offered-owner-subject = 已选定机构：{ $project }
mail-award-offered-owner-text = “{ $project }”（{ $number }）已选定机构，中选通知书编号{ $serial }。机构答复后会再通知。
mail-award-offered-owner-button = 查看通知书
mail-award-accepted-subject = 机构已接受中选：{ $project }
mail-award-accepted-text = “{ $project }”（{ $number }）的中选机构已接受。请在规定的工作日内签订并登记合同。
mail-award-accepted-button = 查看项目
mail-award-ended-subject = 中选结束：{ $serial }
mail-award-ended-text = 编号{ $serial }的中选已经结束，项目转给下一家备选机构。理由见中选页面。
mail-award-ended-button = 查看
mail-contract-awaited-subject = 请签订合同：{ $project }
mail-contract-awaited-text = “{ $project }”的中选已被接受。请双方签订合同，由任一方登记、另一方确认。
mail-contract-awaited-button = 登记合同
mail-contract-registered-subject = 请确认合同：{ $project }
mail-contract-registered-text = 对方已登记“{ $project }”的合同，请核对后确认，或说明理由退回。
mail-contract-registered-button = 核对合同
mail-contract-returned-subject = 合同被退回：{ $project }
mail-contract-returned-text = 对方退回了“{ $project }”的合同，理由见合同页面。请改正后重新登记。
mail-contract-returned-button = 查看合同
mail-contract-confirmed-subject = 合同生效：{ $project }
mail-contract-confirmed-text = 对方已确认“{ $project }”的合同，合同生效。
mail-contract-confirmed-button = 查看合同
mail-contract-overdue-subject = 合同逾期未确认：{ $project }
mail-contract-overdue-text = 机构已登记“{ $project }”的合同，业主在规定的工作日内没有确认，也没有退回。合同不因业主沉默而落空，请业主尽快办理。
mail-contract-overdue-button = 查看合同
mail-result-delivered-subject = 请验收：{ $project }
mail-result-delivered-text = 机构已提交“{ $project }”的服务成果，请在规定的工作日内验收或退回。
mail-result-delivered-button = 验收
mail-result-returned-subject = 成果被退回：{ $project }
mail-result-returned-text = 业主退回了“{ $project }”的服务成果，理由见合同页面。请补正后重新提交。
mail-result-returned-button = 查看
mail-result-accepted-subject = 验收通过：{ $project }
mail-result-accepted-text = 业主已验收“{ $project }”的服务成果。
mail-result-accepted-button = 查看
mail-rated-subject = 收到评价：{ $project }
mail-rated-text = 业主评价了“{ $project }”。贵机构可以在规定的工作日内答复一次，评价与答复都会公开。
mail-rated-button = 查看评价
mail-witness-proposed-subject = 请确认监督见证端：{ $id }
mail-witness-proposed-text = 系统管理员登记了{ $body }的监督见证端{ $id }。请与该单位公布的密钥比对，再确认或不予确认。
mail-witness-proposed-button = 查看见证端
mail-witness-leaving-subject = 请决定是否停用监督见证端：{ $id }
mail-witness-leaving-text = 系统管理员申请停用{ $body }的监督见证端{ $id }。停用后新的抽取不再有它的承诺。请决定是否同意。
mail-witness-leaving-button = 查看见证端
mail-witness-decided-subject = 监督人员已作出决定：{ $id }
mail-witness-decided-text = 监督人员已对{ $body }的监督见证端{ $id }作出决定，现在的状态见页面。
mail-witness-decided-button = 查看见证端
mail-rating-amended-subject = 评价已更正：{ $project }
mail-rating-amended-text = 业主更正了对“{ $project }”的评价，原评价照旧公开。贵机构可以在规定的工作日内重新答复一次。
mail-rating-amended-button = 查看评价
mail-erasure-asked-subject = 有一项个人信息删除请求待决定
mail-erasure-asked-text = 系统管理员登记了一项个人信息删除请求。请核对理由后作出决定。
mail-erasure-asked-button = 查看请求
mail-erasure-decided-subject = 个人信息删除请求已决定
mail-erasure-decided-text = 监督人员已对一项个人信息删除请求作出决定，结果见页面。请由您告知本人，系统已不再保留其联系方式。
mail-erasure-decided-button = 查看请求

mail-receipt-subject = 回执：{ $what }
mail-receipt-text = 您办理的“{ $what }”已载入公开日志，回执见附件。

    请保存附件：它证明您做了什么、何时载入日志，不依赖平台；日志若在此后丢失或改动了它，回执即是证据。可用“mingxuan verify”离线核对。
mail-receipt-button = 查看我的全部回执

mail-choice-open-subject = 请匿名选定机构：{ $project }
mail-choice-open-text = 项目“{ $project }”（{ $number }）的抽取已经结束。请在{ $due }前从抽出的机构中匿名选定一家并写明理由；选定后不能更改，逾期则抽取第一位中选。
mail-choice-open-button = 匿名选定
mail-names-shut-subject = 无法揭示机构名称：{ $project }
mail-names-shut-text = 项目“{ $project }”（{ $number }）中，开启委员会公布名称密钥的成员不足，无法以可核验的方式揭示机构名称。项目已终止，对贵方没有任何不利记录。
mail-names-shut-button = 查看项目
mail-choice-silent-subject = 逾期未选定：{ $project }
mail-choice-silent-text = 项目“{ $project }”（{ $number }）的选定时间已过，抽取第一位中选。
mail-choice-silent-button = 查看项目
mail-negotiation-round-subject = 谈判第{ $round }次报价：{ $project }
mail-negotiation-round-text = 您在项目“{ $project }”（{ $number }）中参加谈判。请在{ $due }前进行第{ $round }次报价；不再报价的，以上一次为准。
mail-negotiation-round-button = 报价
mail-negotiation-replying-subject = 谈判第{ $round }次报价已到：{ $project }
mail-negotiation-replying-text = 项目“{ $project }”（{ $number }）的第{ $round }次报价已经结束。请在{ $due }前一次回复全部机构，或直接选定一家；不回复就没有下一次报价。
mail-negotiation-replying-button = 查看报价
mail-negotiation-choosing-subject = 请选定一家：{ $project }
mail-negotiation-choosing-text = 项目“{ $project }”（{ $number }）的谈判报价已经结束。请在{ $due }前匿名选定一家并写明理由；到期没有选定的，项目作废。
mail-negotiation-choosing-button = 匿名选定

mail-expert-invited-subject = 评审邀请：{ $project }
mail-expert-invited-text = 您被抽中参加“{ $project }”（{ $number }）的评审。请在{ $until }前答复；逾期将邀请下一位专家。

    评审结束前请不要向任何人透露自己被抽中。
mail-expert-invited-button = 答复邀请

mail-review-open-subject = 请评审：{ $project }
mail-review-open-text = “{ $project }”（{ $number }）的专家组已经组成。请在{ $due }前评完全部方案并锁定评分表。
mail-review-open-button = 进入评审
mail-review-deviation-subject = 请说明评分：{ $project }
mail-review-deviation-text = “{ $project }”（{ $number }）的评审中，您有总分与平均分相差较大。请在{ $due }前坚持原分或改分，并写明理由。
mail-review-deviation-button = 进入评审
mail-review-chair-subject = 请锁定评审：{ $project }
mail-review-chair-text = “{ $project }”（{ $number }）的评分已经完成。请作为组长在{ $due }前锁定评审；逾期由平台锁定。
mail-review-chair-button = 进入评审
mail-review-closed-subject = 评审已完成：{ $project }
mail-review-closed-text = “{ $project }”（{ $number }）的专家评审已经锁定，评分已公布。
mail-review-closed-button = 查看项目
mail-choice-compare-subject = 请比较方案并匿名选定：{ $project }
mail-choice-compare-text = 项目“{ $project }”（{ $number }）的报价和方案已经拆封。请在{ $due }前给各份方案打分，匿名选定一家并写明理由；选定后不能更改，逾期则抽取第一位中选。
mail-choice-compare-button = 比较和选定
