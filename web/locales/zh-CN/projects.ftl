# 项目
projects-owner-not-approved = 贵单位还没有通过入驻核验，不能发布项目。请先完成单位入驻。
projects-window-bounds = 报名期为{ $min }至{ $max }个工作日，现为{ $given }。请改正后再保存。
projects-alternates-bounds = 备选机构最多{ $max }家，现为{ $given }。请改正后再保存。
projects-not-now-draft = 项目还是草稿，不能这样办理。请先提交审核。
projects-not-now-in-review = 项目正在审核，不能这样办理。审核通过或退回后再办。
projects-not-now-awaiting-commitments = 项目已通过审核，正在等待各方的抽取承诺，不能这样办理。
projects-not-now-open = 项目正在报名，不能这样办理。
projects-not-now-drawing = 项目正在抽取，不能这样办理。结果产生后再办。
projects-not-now-selected = 项目已选定机构，不能这样办理。
projects-not-now-in-service = 项目合同已生效，不能这样办理。
projects-not-now-finished = 项目已经完成，不能再办理。
projects-not-now-failed = 项目已经失败，不能再办理。可以重新发布一个新项目。
projects-not-now-terminated = 项目已经终止，不能再办理。可以重新发布一个新项目。
