//! The frame of the application: skip link, rail, the page, and on a phone a bar at the bottom.

use leptos::children::ViewFn;
use leptos::prelude::*;

use crate::avatar::Avatar;
use crate::icon::{Icon, IconName};
use crate::menu::Opened;
use crate::theme::{Theme, ThemeSwitch};

/// How many places the phone's bar shows beside More.
const IN_BAR: usize = 4;

/// One place of the rail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavItem {
    /// Its address.
    pub href: String,
    /// Its name.
    pub label: String,
    /// Its icon.
    pub icon: IconName,
    /// The page shown is this place or inside it.
    pub current: bool,
}

/// The frame around every page of a person who has signed in.
#[component]
pub fn Shell(
    /// The places, the most used first: a phone shows the first four.
    #[prop(into)]
    nav: Signal<Vec<NavItem>>,
    /// Who has signed in.
    #[prop(into)]
    user_name: String,
    /// Their job title or role.
    #[prop(into)]
    user_role: String,
    /// The product's or the firm's name.
    #[prop(into)]
    brand: String,
    /// Where the brand leads.
    #[prop(default = "/".to_owned(), into)]
    home: String,
    /// Where the theme form posts.
    #[prop(into)]
    theme_action: String,
    /// The theme in force.
    #[prop(optional, into)]
    theme: Signal<Theme>,
    /// The rail is narrow at first.
    #[prop(optional)]
    narrow: bool,
    /// Under the brand: search, or the button that creates. Rendered once.
    #[prop(optional, into)]
    tools: Option<ViewFn>,
    /// In the person's menu: `MenuItem`s. Rendered twice, for the rail and for the phone, so without ids.
    #[prop(optional, into)]
    user_menu: Option<ViewFn>,
    /// The page.
    children: Children,
) -> impl IntoView {
    let person = Person { name: user_name, role: user_role, theme_action, theme, menu: user_menu };
    let in_sheet = person.clone();
    let more = Opened::new();
    view! {
        <div class="shell">
            <a class="skip-link" href="#main" rel="external">"Skip to the page"</a>
            <div class="rail">
                <div class="rail-head">
                    <a class="brand" href=home>
                        <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
                            <rect width="32" height="32" rx="7"></rect>
                            <path d="M5 21.5 27 10.5"></path>
                            <circle cx="7" cy="20.5" r="3"></circle>
                            <circle cx="16" cy="16" r="3"></circle>
                            <circle cx="25" cy="11.5" r="3"></circle>
                        </svg>
                        <span class="rail-words">{brand}</span>
                    </a>
                    <label class="rail-toggle" title="Narrow or wide navigation">
                        <input type="checkbox" class="visually-hidden" aria-label="Narrow navigation" checked=narrow />
                        <Icon name=IconName::PanelLeft />
                    </label>
                </div>
                {tools.map(|tools| view! { <div class="rail-tools">{tools.run()}</div> })}
                <nav class="rail-nav" aria-label="Main">
                    <ul>{move || nav.get().into_iter().map(rail_item).collect_view()}</ul>
                </nav>
                <div class="rail-foot">{person.menu_in_rail()}</div>
            </div>
            <main class="main" id="main" tabindex="-1">{children()}</main>
            <nav class="bar" aria-label="Main places">
                {move || nav.get().into_iter().take(IN_BAR).map(bar_item).collect_view()}
                <details
                    node_ref=more.node
                    class="bar-more"
                    on:toggle=move |_| more.toggled()
                    on:keydown=move |event| more.keydown(&event)
                    on:click=move |event| more.clicked(&event)
                >
                    <summary class="bar-item"><Icon name=IconName::Menu large=true /><span>"More"</span></summary>
                    <div class="bar-sheet">
                        <ul>{move || nav.get().into_iter().skip(IN_BAR).map(rail_item).collect_view()}</ul>
                        {in_sheet.rows()}
                    </div>
                </details>
            </nav>
        </div>
    }
}

fn rail_item(item: NavItem) -> impl IntoView {
    let title = item.label.clone();
    view! {
        <li>
            <a class="rail-item" href=item.href title=title aria-current=item.current.then_some("page")>
                <Icon name=item.icon />
                <span class="rail-words">{item.label}</span>
            </a>
        </li>
    }
}

fn bar_item(item: NavItem) -> impl IntoView {
    view! {
        <a class="bar-item" href=item.href aria-current=item.current.then_some("page")>
            <Icon name=item.icon large=true />
            <span>{item.label}</span>
        </a>
    }
}

/// Who has signed in, and what they can do about it.
#[derive(Clone)]
struct Person {
    name: String,
    role: String,
    theme_action: String,
    theme: Signal<Theme>,
    menu: Option<ViewFn>,
}

impl Person {
    fn menu_in_rail(self) -> impl IntoView {
        let name = self.name.clone();
        let role = self.role.clone();
        let opened = Opened::new();
        view! {
            <details
                node_ref=opened.node
                class="menu is-up user-menu"
                on:toggle=move |_| opened.toggled()
                on:keydown=move |event| opened.keydown(&event)
                on:click=move |event| opened.clicked(&event)
            >
                <summary class="rail-item user">
                    <Avatar name=name.clone() beside_name=true />
                    <span class="rail-words user-words">
                        <span class="user-name">{name}</span>
                        <span class="user-role">{role}</span>
                    </span>
                </summary>
                <div class="menu-list">{self.rows()}</div>
            </details>
        }
    }

    fn rows(self) -> impl IntoView {
        view! {
            {self.menu.map(|menu| menu.run())}
            <ThemeSwitch action=self.theme_action current=self.theme />
        }
    }
}
