//! What is wrong with a filed field, said to the person who typed it.

use crate::domain::filing::Wrong;
use crate::platform::forms::Explain;
use crate::platform::i18n::T;

impl Explain for Wrong {
    fn explain(&self, t: T, field: &str) -> String {
        let about = |key: &str| t.msg(key).with("field", field);
        let message = match self {
            Wrong::Missing => about("form-missing"),
            Wrong::Code(fault) => return fault.explain(t, field),
            Wrong::Text(fault) => return fault.explain(t, field),
            Wrong::Email(fault) => return fault.explain(t, field),
            Wrong::Phone(fault) => return fault.explain(t, field),
            Wrong::Money(fault) => return fault.explain(t, field),
            Wrong::Unchosen => about("form-missing-choice"),
            Wrong::Uncommitted => about("form-missing-check"),
            Wrong::Choice => about("form-not-choice"),
            Wrong::NotADay => about("form-not-day"),
            Wrong::Number { min, max } => about("form-not-number").with_n("min", *min).with_n("max", *max),
            Wrong::InFuture { day } => about("agencies-fault-future").with("day", day),
            Wrong::EndsBefore { from, until } => about("agencies-fault-ends-before").with("from", from).with("until", until),
            Wrong::Expired { on } => about("agencies-fault-expired").with("on", on),
            Wrong::CodeFixed { is } => about("agencies-fault-code-fixed").with("is", is),
            Wrong::NoItem => return t.t("agencies-fault-no-item"),
            Wrong::NoCertificate => about("agencies-fault-no-certificate"),
            Wrong::NoScan => about("form-missing-file"),
        };
        message.to_string()
    }
}
