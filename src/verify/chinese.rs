//! The rules in Chinese, beside the English of `Broken`.

use crate::domain::draw::Broken;
use crate::domain::log::{Distrust, Misproof};

/// The broken rule, in Chinese.
pub(super) fn rule(broken: &Broken) -> String {
    match broken {
        Broken::NotAscii => "只允许 ASCII 字符".to_owned(),
        Broken::CarriageReturn => "行尾只能是 LF，不得有 CR".to_owned(),
        Broken::NoFinalLineFeed => "最后一行须以 LF 结尾".to_owned(),
        Broken::BlankLine => "不得有空行".to_owned(),
        Broken::Spaces => "各项之间只能有一个空格，行末不得有空格".to_owned(),
        Broken::Line { expected } => format!("此处应为“{expected}”"),
        Broken::Surplus => "文件结束后不得再有内容".to_owned(),
        Broken::Grammar { field, grammar } => format!("{field} 的写法不符合规定（{grammar}）"),
        Broken::TooLong { limit } => format!("文件不得超过 {limit} 字节"),
        Broken::OtherBytes => "按规则重新写出后，字节与原文不一致".to_owned(),
        Broken::Mismatch { expected, .. } => format!("此处应为“{expected}”"),
        Broken::NotAscending { .. } => "须按字节升序排列且不得重复".to_owned(),
        Broken::Twice { .. } => "不得重复出现".to_owned(),
        Broken::None { .. } => "至少应有一项".to_owned(),
        Broken::Times => "时间须依次为 opens、closes、reveal-by".to_owned(),
        Broken::RoundTooEarly { earliest } => format!("信标轮次过早，须在揭示截止后至少十分钟，最早为第 {earliest} 轮"),
        Broken::WeightSum { limit } => format!("权重合计不得超过 {limit}"),
        Broken::WeightInUniform => "均等抽取中每项权重须为 1".to_owned(),
        Broken::NoncesForbidden => "公告规定不收承诺值，此处须为“-”".to_owned(),
        Broken::WrongSecret { who } => format!("{who} 揭示的值与其承诺不符"),
        Broken::WrongDigits { who } => format!("骰子数字算不出 {who} 揭示的值"),
        Broken::Silent { who } => format!("无信标时 {who} 未揭示，抽取应作废"),
        Broken::FalseSignature { round } => format!("信标第 {round} 轮的签名不成立"),
        Broken::WrongOpening => "主体编号与随机数算不出此标签".to_owned(),
        Broken::NotRanked => "此标签不在排名中".to_owned(),
        Broken::NotInRankOrder => "须按排名先后列出且不得重复".to_owned(),
        Broken::NotInPool => "此主体编号不在名录中".to_owned(),
        Broken::NotStanding => "此标签不在有效排名中，不能剔除".to_owned(),
        Broken::NotExcluded => "只有冻结时列为 out 的标签才能恢复，且只能一次".to_owned(),
        Broken::MustNotExist { .. } => "此文件不应存在".to_owned(),
        Broken::SaltedProof => "公开文件的日志条目须直接记录其哈希".to_owned(),
        Broken::NotInLog(why) => format!("“日志已收录此条目”的证明不成立：{}", misproof(*why)),
        Broken::LogOrder => "日志中此文件先于它所依据的文件".to_owned(),
        Broken::NoLogKey => "不是日志公钥".to_owned(),
        Broken::NotSignedUp => "日志中没有与此对应的有效报名".to_owned(),
        Broken::SignupMissing { index } => format!("缺少本次抽取的一项报名，日志序号 {index}"),
    }
}

/// Why a proof of the log proves nothing, in Chinese.
pub(super) fn misproof(why: Misproof) -> String {
    match why {
        Misproof::Malformed => "不是 tlog-proof 文件".to_owned(),
        Misproof::Checkpoint(Distrust::Note) => "日志头不是签名文书".to_owned(),
        Misproof::Checkpoint(Distrust::Signature) => "日志头的签名不成立".to_owned(),
        Misproof::Checkpoint(Distrust::Text) => "日志头的正文不合格式".to_owned(),
        Misproof::Checkpoint(Distrust::Extension) => "日志头带有附加行".to_owned(),
        Misproof::Checkpoint(Distrust::Origin) => "日志头属于另一份日志".to_owned(),
        Misproof::Checkpoint(Distrust::Size) => "日志头的条数或根哈希不可能".to_owned(),
        Misproof::Checkpoint(Distrust::Cosignature) => "日志头上见证端的签名不成立".to_owned(),
        Misproof::NotCosigned => "日志头没有所要求的见证端签名".to_owned(),
        Misproof::CosignedLate => "信标那一轮之前，没有所要求的见证端为日志头签名".to_owned(),
        Misproof::Beyond => "序号超出日志头".to_owned(),
        Misproof::Path => "该条目不在此处".to_owned(),
    }
}
