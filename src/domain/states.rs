//! Text states: enums that are stored, logged and shown by a stable lower-case word.

/// Declares an enum whose variants have one stable ASCII word each, used in the database, the API and the log.
///
/// ```
/// mingxuan::text_states! {
///     /// How a door is.
///     pub enum Door { Open => "open", Shut => "shut" }
/// }
/// assert_eq!(Door::parse("shut"), Some(Door::Shut));
/// assert_eq!(Door::Open.as_str(), "open");
/// ```
#[macro_export]
macro_rules! text_states {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$vmeta:meta])* $variant:ident => $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        $vis enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $variant),+ }
        impl $name {
            /// Every variant, in the order of declaration.
            #[allow(dead_code, reason = "not every list of states is walked")]
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            /// The stable word of this variant.
            pub const fn as_str(self) -> &'static str { match self { $($name::$variant => $word),+ } }
            /// The variant of a stable word; `None` for any other text.
            pub fn parse(word: &str) -> Option<Self> { match word { $($word => Some($name::$variant),)+ _ => None } }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }
    };
}

/// Declares a newtype over `String` for an identifier, so that ids of different things cannot be exchanged.
#[macro_export]
macro_rules! text_ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);
        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&self.0) }
        }
        impl From<String> for $name { fn from(text: String) -> Self { $name(text) } }
        impl From<&str> for $name { fn from(text: &str) -> Self { $name(text.to_owned()) } }
    )+};
}
