//! One macro for every closed list of values, so that a value is spelled once.

/// Declares an enum whose values are stored, sent and read as fixed snake_case words.
///
/// Each variant is `Name = "stored_word", "Words for people"`.
macro_rules! closed_enum {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:tt, $label:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "orm", derive(sea_orm::EnumIter, sea_orm::DeriveActiveEnum))]
        #[cfg_attr(feature = "orm", sea_orm(rs_type = "String", db_type = "String(sea_orm::prelude::StringLen::N(32))"))]
        $vis enum $name {
            $(
                $(#[$vmeta])*
                #[cfg_attr(feature = "orm", sea_orm(string_value = $word))]
                #[serde(rename = $word)]
                $variant,
            )+
        }

        impl $name {
            /// Every value, in the order in which people expect to see them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that stands in the database, in addresses and in the API.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The words that a person reads.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::parse::ParseError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text.trim() {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($crate::parse::ParseError::one_of(Self::ALL.iter().map(|value| value.as_str()))),
                }
            }
        }
    };
}

pub(crate) use closed_enum;
