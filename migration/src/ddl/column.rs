//! The kinds of column that the tables use.

use super::Table;
use sea_orm_migration::prelude::*;

/// The longest name of anything, in characters.
const NAME: u32 = 200;

impl Table<'_> {
    /// Adds a column as given, text in byte order.
    pub(super) fn column(mut self, mut column: ColumnDef) -> Self {
        if self.postgres() && matches!(column.get_column_type(), Some(ColumnType::Text)) {
            column.extra("COLLATE \"C\"");
        }
        self.create.col(column);
        self
    }

    fn required(self, name: &'static str, kind: ColumnType) -> Self {
        self.column(ColumnDef::new_with_type(name, kind).not_null().take())
    }

    fn optional(self, name: &'static str, kind: ColumnType) -> Self {
        self.column(ColumnDef::new_with_type(name, kind).null().take())
    }

    /// `id`, a UUID v7 that the program makes.
    pub(crate) fn id(mut self) -> Self {
        self.served.push(vec!["id"]);
        self.column(ColumnDef::new("id").uuid().not_null().primary_key().take())
    }

    /// A text that is itself the primary key.
    pub(crate) fn text_id(mut self, name: &'static str, longest: u32) -> Self {
        self.served.push(vec![name]);
        self.column(ColumnDef::new(name).text().not_null().primary_key().take())
            .check(name, &format!(r#"length("{name}") BETWEEN 1 AND {longest}"#))
    }

    /// `id` of a table with one row.
    pub(crate) fn one_row_id(mut self) -> Self {
        self.served.push(vec!["id"]);
        self.column(ColumnDef::new("id").integer().not_null().primary_key().take()).check("id", r#""id" = 1"#)
    }

    /// A UUID that is no foreign key.
    pub(crate) fn uuid(self, name: &'static str) -> Self {
        self.required(name, ColumnType::Uuid)
    }

    /// A UUID that is no foreign key, or nothing.
    pub(crate) fn uuid_null(self, name: &'static str) -> Self {
        self.optional(name, ColumnType::Uuid)
    }

    /// What people call the row: 1 to 200 characters.
    pub(crate) fn label(self, name: &'static str) -> Self {
        self.required(name, ColumnType::Text).check(name, &format!(r#"length("{name}") BETWEEN 1 AND {NAME}"#))
    }

    /// Text of at most `longest` characters.
    pub(crate) fn text(self, name: &'static str, longest: u32) -> Self {
        self.required(name, ColumnType::Text).check(name, &format!(r#"length("{name}") <= {longest}"#))
    }

    /// Text of at most `longest` characters, or nothing.
    pub(crate) fn text_null(self, name: &'static str, longest: u32) -> Self {
        self.optional(name, ColumnType::Text).check(name, &format!(r#"length("{name}") <= {longest}"#))
    }

    /// Text that no form limits.
    pub(crate) fn free_text(self, name: &'static str) -> Self {
        self.required(name, ColumnType::Text)
    }

    /// Text that no form limits, or nothing.
    pub(crate) fn free_text_null(self, name: &'static str) -> Self {
        self.optional(name, ColumnType::Text)
    }

    /// One of a closed list of words.
    pub(crate) fn word(self, name: &'static str, words: &[&str]) -> Self {
        self.required(name, ColumnType::Text).one_of(name, words)
    }

    /// One of a closed list of words, or nothing.
    pub(crate) fn word_null(self, name: &'static str, words: &[&str]) -> Self {
        self.optional(name, ColumnType::Text).one_of(name, words)
    }

    /// `gate`: what a gap in a stage's exit criteria does to a move.
    pub(crate) fn gate(self) -> Self {
        self.column(ColumnDef::new("gate").text().not_null().default("warn").take()).one_of("gate", &["warn", "block"])
    }

    /// `lower("name")` of ASCII letters, kept by the database, for search and order that ignore case.
    ///
    /// In "C" order so that `PostgreSQL` lowers the same letters as SQLite does.
    pub(crate) fn name_key(self) -> Self {
        let lowered = if self.postgres() { r#"lower("name" COLLATE "C")"# } else { r#"lower("name")"# };
        self.generated("name_key", ColumnType::Text, lowered)
    }

    /// A column that the database computes from others of its row and keeps; nobody can write it.
    pub(crate) fn generated(self, name: &'static str, kind: ColumnType, from: &str) -> Self {
        self.column(ColumnDef::new_with_type(name, kind).not_null().generated(Expr::cust(from.to_owned()), true).take())
    }

    /// Whole minor units of a currency, of either sign.
    pub(crate) fn money(self, name: &'static str) -> Self {
        self.required(name, ColumnType::BigInteger)
    }

    /// Whole minor units of a currency, not less than zero, or nothing.
    pub(crate) fn budget(self, name: &'static str) -> Self {
        self.optional(name, ColumnType::BigInteger).check(name, &format!(r#""{name}" >= 0"#))
    }

    /// `currency`, an ISO 4217 code; US dollars unless told otherwise.
    pub(crate) fn currency(self) -> Self {
        self.column(ColumnDef::new("currency").text().not_null().default("USD").take())
            .check("currency", r#"length("currency") = 3 AND "currency" = upper("currency")"#)
    }

    /// A whole number.
    pub(crate) fn int(self, name: &'static str) -> Self {
        self.required(name, ColumnType::Integer)
    }

    /// A whole number, or nothing.
    pub(crate) fn int_null(self, name: &'static str) -> Self {
        self.optional(name, ColumnType::Integer)
    }

    /// A whole number that starts at `from`.
    pub(crate) fn int_from(self, name: &'static str, from: i32) -> Self {
        self.column(ColumnDef::new(name).integer().not_null().default(from).take())
    }

    /// A whole number that may pass two thousand million.
    pub(crate) fn big_int(self, name: &'static str) -> Self {
        self.required(name, ColumnType::BigInteger)
    }

    /// A moment, set by the program.
    pub(crate) fn at(self, name: &'static str) -> Self {
        self.required(name, ColumnType::TimestampWithTimeZone)
    }

    /// A moment, or nothing.
    pub(crate) fn at_null(self, name: &'static str) -> Self {
        self.optional(name, ColumnType::TimestampWithTimeZone)
    }

    /// A day.
    pub(crate) fn day(self, name: &'static str) -> Self {
        self.required(name, ColumnType::Date)
    }

    /// A day, or nothing.
    pub(crate) fn day_null(self, name: &'static str) -> Self {
        self.optional(name, ColumnType::Date)
    }

    /// Yes or no.
    pub(crate) fn flag(self, name: &'static str, unless_told: bool) -> Self {
        self.column(ColumnDef::new(name).boolean().not_null().default(unless_told).take())
    }

    /// Bytes: a hash or a ciphertext.
    pub(crate) fn bytes(self, name: &'static str) -> Self {
        self.required(name, ColumnType::Blob)
    }

    /// Bytes, or nothing.
    pub(crate) fn bytes_null(self, name: &'static str) -> Self {
        self.optional(name, ColumnType::Blob)
    }

    /// `created_at`.
    pub(crate) fn created(self) -> Self {
        self.at("created_at")
    }

    /// `created_at` and `updated_at`.
    pub(crate) fn dated(self) -> Self {
        self.at("created_at").at("updated_at")
    }

    /// `version`: a write that names an old one is refused.
    pub(crate) fn version(self) -> Self {
        self.int_from("version", 1)
    }
}
