//! Icons: one `<use>` into the sprite `public/icons.svg`, so that no path data is in the pages or the client code.

use leptos::prelude::*;

/// Where the sprite is served.
pub const SPRITE: &str = "/icons.svg";

macro_rules! icon_names {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)+) => {
        /// The symbols of the sprite.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum IconName {
            $($(#[$doc])* $name,)+
        }

        impl IconName {
            /// Every icon, in alphabetical order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The symbol's id inside the sprite.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)+
                }
            }

            /// The address that a `<use>` points at.
            #[must_use]
            pub const fn href(self) -> &'static str {
                match self {
                    $(Self::$name => concat!("/icons.svg#", $id),)+
                }
            }
        }
    };
}

icon_names! {
    /// Activities and health.
    Activity = "activity",
    /// Needs attention.
    Alert = "triangle-alert",
    /// Down, descending.
    ArrowDown = "arrow-down",
    /// Back.
    ArrowLeft = "arrow-left",
    /// Forward, move to the next.
    ArrowRight = "arrow-right",
    /// Up, ascending.
    ArrowUp = "arrow-up",
    /// Sortable.
    ArrowUpDown = "arrow-up-down",
    /// Refused or ended.
    Ban = "ban",
    /// Notices.
    Bell = "bell",
    /// A deal or a job.
    Briefcase = "briefcase",
    /// A client.
    Building = "building-2",
    /// A date.
    Calendar = "calendar",
    /// Reports.
    Chart = "chart-column",
    /// Done, chosen.
    Check = "check",
    /// Opens downwards.
    ChevronDown = "chevron-down",
    /// Previous.
    ChevronLeft = "chevron-left",
    /// Next, deeper.
    ChevronRight = "chevron-right",
    /// Closes upwards.
    ChevronUp = "chevron-up",
    /// Good, satisfied.
    CircleCheck = "circle-check",
    /// Help, unknown.
    CircleHelp = "circle-help",
    /// Failed.
    CircleX = "circle-x",
    /// Time passed, age.
    Clock = "clock",
    /// A board.
    Columns = "columns-3",
    /// Copy to the clipboard.
    Copy = "copy",
    /// Who lets people through.
    Door = "door-closed",
    /// Download, export.
    Download = "download",
    /// More actions.
    Ellipsis = "ellipsis",
    /// Leaves the application.
    ExternalLink = "external-link",
    /// Shown, read-only.
    Eye = "eye",
    /// Hidden.
    EyeOff = "eye-off",
    /// A document.
    FileText = "file-text",
    /// Filters.
    Filter = "funnel",
    /// A milestone.
    Flag = "flag",
    /// A project.
    Folder = "folder",
    /// Can be dragged.
    Grip = "grip-vertical",
    /// Earlier states.
    History = "history",
    /// Home.
    House = "house",
    /// Our own people.
    IdCard = "id-card",
    /// A remark.
    Info = "info",
    /// The pipeline.
    Kanban = "square-kanban",
    /// Keys and passwords.
    Key = "key",
    /// Keyboard shortcuts.
    Keyboard = "keyboard",
    /// A link.
    Link = "link",
    /// Tasks, criteria.
    ListChecks = "list-checks",
    /// In progress.
    Loader = "loader-circle",
    /// Locked, may not be changed.
    Lock = "lock",
    /// Sign out.
    LogOut = "log-out",
    /// An e-mail address.
    Mail = "mail",
    /// Who shapes opinions.
    Megaphone = "megaphone",
    /// Navigation.
    Menu = "menu",
    /// The system's theme.
    Monitor = "monitor",
    /// Dark theme.
    Moon = "moon",
    /// Relationships.
    Network = "network",
    /// A note.
    Note = "sticky-note",
    /// Collapse or open the rail.
    PanelLeft = "panel-left",
    /// Edit.
    Pencil = "pencil",
    /// A phone number.
    Phone = "phone",
    /// Add, create.
    Plus = "plus",
    /// An invoice.
    Receipt = "receipt",
    /// Try again, reload.
    Refresh = "refresh-cw",
    /// Save.
    Save = "save",
    /// Who decides.
    Scale = "scale",
    /// Search.
    Search = "search",
    /// Settings.
    Settings = "settings",
    /// Security, permissions.
    Shield = "shield",
    /// Marked.
    Star = "star",
    /// Light theme, today.
    Sun = "sun",
    /// Competitors.
    Swords = "swords",
    /// A table.
    Table = "table-2",
    /// A goal, a lead.
    Target = "target",
    /// Hours.
    Timer = "timer",
    /// Delete.
    Trash = "trash-2",
    /// Won.
    Trophy = "trophy",
    /// Undo.
    Undo = "undo-2",
    /// Upload, import.
    Upload = "upload",
    /// A person.
    User = "user",
    /// Assign a person.
    UserPlus = "user-plus",
    /// Several people.
    Users = "users",
    /// Who holds the budget.
    Wallet = "wallet",
    /// The technical side.
    Wrench = "wrench",
    /// Close, remove.
    X = "x",
}

/// An icon beside a word. It is hidden from assistive technology: the word, or the control's label, says it.
#[component]
pub fn Icon(
    /// Which symbol.
    name: IconName,
    /// 20 px instead of 16.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let class = if large { "icon icon-large" } else { "icon" };
    view! {
        <svg class=class aria-hidden="true" focusable="false">
            <use href=name.href()></use>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::{IconName, SPRITE};

    const FILE: &str = include_str!("../../../public/icons.svg");

    #[test]
    fn every_icon_is_in_the_sprite() {
        for icon in IconName::ALL {
            let symbol = format!("<symbol id=\"{}\"", icon.id());
            assert!(FILE.contains(&symbol), "{icon:?} is missing");
            assert_eq!(icon.href(), format!("{SPRITE}#{}", icon.id()));
        }
    }

    #[test]
    fn the_sprite_carries_nothing_unused() {
        assert_eq!(FILE.matches("<symbol ").count(), IconName::ALL.len());
    }
}
