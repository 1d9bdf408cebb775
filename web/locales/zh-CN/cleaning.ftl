cleaning-cleaned = { $file } → { $place }
cleaning-refused = { $file } 不予接受：{ $why }
cleaning-removed =   已清除：{ $what }
cleaning-found =   请自行删去：{ $what }“{ $text }”，{ $place }
cleaning-unread =   以下内容程序无法读取，请自行查看：{ $places }

cleaning-trace-properties = 文件属性中的作者、单位和软件名称
cleaning-trace-metadata = 软件隐藏写入的信息
cleaning-trace-attachments = 文件里夹带的文件
cleaning-trace-actions = 脚本、动作和外部链接
cleaning-trace-revisions = 文件中残留的旧版本
cleaning-trace-comments = 批注及批注人姓名
cleaning-trace-changes = 修订痕迹：已删文字彻底清除，插入文字保留
cleaning-trace-identifiers = 软件用来辨认文件的编号
cleaning-trace-signatures = 电子签名
cleaning-trace-camera = 相机写入的型号、时间和地点
cleaning-trace-stray = 不属于文件任何部分的多余字节

cleaning-sought-name = 机构名称
cleaning-sought-code = 统一社会信用代码
cleaning-sought-contact = 电话或电子邮箱
cleaning-sought-person = 人员姓名

cleaning-in-name = 在文件名中
cleaning-on-page = 第 { $number } 页
cleaning-beside = 在目录、表单域或图片说明中
cleaning-in-part = 在 { $name } 中

cleaning-why-unknown = 它不是 PDF、Word（.docx）、Excel（.xlsx）、JPEG 或 PNG 文件。请另存为其中一种后重试。
cleaning-why-other-name = 按内容它是 .{ $kind } 文件。请把扩展名改为 .{ $kind } 后重试。
cleaning-why-encrypted = 文件有密码保护。请取消密码后重试。
cleaning-why-pages = 文件超过 { $most } 页。请精简或拆分。
cleaning-why-unpacked = 解压后超过 { $most } MB，或组成部分过多。请压缩图片或拆分文件。
cleaning-why-broken = 文件已损坏或格式不规范。请打开后重新保存再试。
cleaning-why-program = 文件含有宏或控件。请另存为不含宏的 .docx 或 .xlsx 后重试。
cleaning-why-embedded = 文件嵌有其他程序的对象或引用了其他文件，无法检查其中内容。请转为图片或文字后重试。
cleaning-why-infected = 病毒扫描程序会拦截此文件。
