//! What is read.

use leptos::prelude::*;

use super::{Part, choices};
use crate::{
    Avatar, Badge, IconName, ListSearch, Listing, Menu, MenuItem, Pager, SafeLink, SafeUrl, Score, SelectField, SortHeader, SortState,
    Stat, Tab, Table, Tabs, Tone,
};

const HUES: [&str; 7] = ["slate", "blue", "teal", "violet", "amber", "green", "rose"];
const ROWS: [(&str, &str, &str); 3] = [
    ("Northwind Logistics", "Ada Lovelace", "EUR 1,250,000.00"),
    ("A firm with a very long name that does not fit into one line of a narrow column", "Grace Hopper", "USD 98,400.00"),
    ("Öresund Energi", "Edsger Dijkstra", "SEK 12,000,000.00"),
];

/// What is read.
#[component]
pub fn Data() -> impl IntoView {
    let looked_for = Listing { text: "North".into(), sort: SortState { column: "name".into(), descending: false }, page: 1 };
    let tab = |label: &str, current, count| Tab { href: "?".to_owned(), label: label.to_owned(), current, count };
    view! {
        <Part title="Badges">
            <Badge>"Neutral"</Badge>
            <Badge tone=Tone::Good>"Good"</Badge>
            <Badge tone=Tone::Warn dot=true>"Needs a look"</Badge>
            <Badge tone=Tone::Bad>"Bad"</Badge>
            <Badge tone=Tone::Info>"Info"</Badge>
            <Badge tone=Tone::Accent>"Accent"</Badge>
            {HUES.map(|hue| view! { <Badge hue=hue dot=true>{hue}</Badge> }).into_iter().collect_view()}
        </Part>
        <Part title="Scores and people">
            <Score tone=Tone::Good value="82" word="Healthy" />
            <Score tone=Tone::Warn value="54" word="At risk" />
            <Score tone=Tone::Bad value="21" word="Critical" />
            {ROWS.map(|(_, name, _)| view! { <Avatar name=name large=true /> }).into_iter().collect_view()}
            <Avatar name="Barbara Liskov" />
            <Avatar name="Tony Hoare" />
        </Part>
        <Part title="Figures">
            <div class="totals">
                <Stat label="Open" value="EUR 8,412,300" hint="60 records" />
                <Stat label="Weighted" value="EUR 3,120,450" />
                <Stat label="Late" value="3" tone=Tone::Bad hint="Oldest 12 May" />
            </div>
        </Part>
        <Part title="Tabs and links">
            <Tabs label="Parts" tabs=vec![tab("Overview", true, None), tab("People", false, Some(12)), tab("History", false, Some(0))] />
            {SafeUrl::parse("example.com").map(|url| view! { <SafeLink url=url /> })}
            {SafeUrl::parse("mailto:ada@example.com").map(|url| view! { <SafeLink url=url>"Write to Ada"</SafeLink> })}
        </Part>
        <Part title="Search of a list">
            <ListSearch path="/gallery" listing=looked_for placeholder="Name or place" filtered=true>
                <SelectField label="Status" name="status" options=choices(&["Any", "Active", "Closed"]) value="active" />
            </ListSearch>
        </Part>
        <Part title="Table"><Example /></Part>
    }
}

#[component]
fn Example() -> impl IntoView {
    let sort = SortState { column: "value".to_owned(), descending: true };
    let row = |(name, owner, value): (&'static str, &'static str, &'static str)| {
        view! {
            <tr>
                <td data-label="Name"><a href="?">{name}</a></td>
                <td data-label="Owner"><span class="person"><Avatar name=owner beside_name=true />{owner}</span></td>
                <td data-label="State"><Badge hue="violet" dot=true>"Proposal"</Badge></td>
                <td data-label="Value" class="num">{value}</td>
                <td class="row-actions">
                    <Menu label="More actions" icon=IconName::Ellipsis icon_only=true align_end=true>
                        <MenuItem href="?edit">"Edit"</MenuItem>
                    </Menu>
                </td>
            </tr>
        }
    };
    view! {
        <Table caption="Records">
            <thead>
                <tr>
                    <SortHeader label="Name" column="name" sort=sort.clone() href="?sort=name" />
                    <SortHeader label="Owner" column="owner" sort=sort.clone() href="?sort=owner" />
                    <th scope="col">"State"</th>
                    <SortHeader label="Value" column="value" sort=sort href="?sort=value" numeric=true />
                    <th scope="col"><span class="visually-hidden">"Actions"</span></th>
                </tr>
            </thead>
            <tbody>{ROWS.map(row).into_iter().collect_view()}</tbody>
            <tfoot>
                <tr><th scope="row" colspan="3">"Total in EUR"</th><td class="num">"EUR 1,250,000.00"</td><td></td></tr>
            </tfoot>
        </Table>
        <Pager page=2 per_page=50 total=8_800 href=|page| format!("?page={page}") noun="record" />
    }
}
