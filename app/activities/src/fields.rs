//! An activity's fields, each edited where it stands, with the way back.

use crate::api::{EditActivity, edit_activity, show_activity};
use crate::log::{choices, kinds, moods};
use crate::types::ActivityDetail;
use chrono::NaiveDate;
use domain::activity::{ActivityField, ActivityType, Sentiment};
use domain::date::{parse_date, short_date};
use domain::live::Kind;
use firm::{asked_to_edit, in_words, use_live};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{FieldKind, InPlace, Kept, Saved, ToastKind, saving_alone, use_toasts};

/// What it was about, and what came of it.
#[component]
pub(crate) fn What(
    /// The activity.
    activity: ActivityDetail,
) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby="what">
            <h2 id="what">"What was said and done"</h2>
            <dl class="facts">{facts(&activity, &[ActivityField::Subject, ActivityField::Description], None)}</dl>
        </section>
    }
}

/// What kind it was, when, how it went, and for which deal or project.
#[component]
pub(crate) fn Fields(
    /// The activity.
    activity: ActivityDetail,
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let fields = [
        ActivityField::Kind,
        ActivityField::On,
        ActivityField::Minutes,
        ActivityField::Sentiment,
        ActivityField::Deal,
        ActivityField::Project,
    ];
    let client = activity.happening.client.clone();
    view! {
        <section class="panel" aria-labelledby="facts">
            <h2 id="facts">"Facts"</h2>
            <dl class="facts">
                <div class="fact">
                    <dt>"Client"</dt>
                    <dd><a href=format!("/clients/{}", client.id)>{client.name}</a></dd>
                </div>
                {facts(&activity, &fields, Some(today))}
            </dl>
        </section>
    }
}

fn facts(activity: &ActivityDetail, fields: &[ActivityField], today: Option<NaiveDate>) -> impl IntoView + use<> {
    fields
        .iter()
        .map(|field| {
            view! {
                <div class="fact">
                    <dt>{field.label()}</dt>
                    <dd><Value activity=activity.clone() field=*field today /></dd>
                </div>
            }
        })
        .collect_view()
}

#[component]
fn Value(activity: ActivityDetail, field: ActivityField, today: Option<NaiveDate>) -> impl IntoView {
    let id = activity.happening.id;
    let (live, toasts) = (use_live(), use_toasts());
    let ((edit, failed), told) = (asked_to_edit::<EditActivity>(), use_context::<Saved>());
    let kept = RwSignal::new(Kept { text: activity.text(field), version: activity.happening.version });
    let keep = move |text: String, version: i32| async move {
        let version = edit_activity(id, field, text, version).await?;
        // A page that was drawn anew meanwhile does not show it: it is told like any other.
        if kept.try_get_untracked().is_some() {
            live.own(Kind::Activity, id, version);
        }
        Ok::<i32, domain::AppError>(version)
    };
    let change = move |typed: Kept| async move {
        let before = kept.get_untracked().text;
        let version = keep(typed.text.clone(), typed.version).await?;
        if before != typed.text {
            let back = toasts.offer("Undo", move || {
                let before = before.clone();
                spawn_local(async move {
                    match keep(before.clone(), version).await {
                        Ok(version) => {
                            if let Some(told) = told {
                                told.keep(field.as_str(), &before);
                            }
                            _ = kept.try_set(Kept { text: before, version });
                        }
                        Err(error) => _ = toasts.push(ToastKind::Bad, in_words(&error), None),
                    }
                });
            });
            _ = toasts.push(ToastKind::Good, format!("{} changed.", field.label()), Some(back));
        }
        Ok(version)
    };
    let save = saving_alone(kept, change, move || async move {
        let now = show_activity(id).await?;
        Ok(Kept { text: now.text(field), version: now.happening.version })
    });
    let options = match field {
        ActivityField::Kind => kinds(),
        ActivityField::Sentiment => moods(),
        ActivityField::Deal => choices("None", activity.around.deals.clone()),
        ActivityField::Project => choices("None", activity.around.projects.clone()),
        _ => Vec::new(),
    };
    let names = StoredValue::new(named(&activity));
    let display = Callback::new(move |text: String| shown(field, text, names, today));
    let kind = match field {
        ActivityField::On => FieldKind::Date,
        ActivityField::Minutes => FieldKind::Number,
        _ => FieldKind::Text,
    };
    let hidden = vec![("id".to_owned(), id.to_string()), ("field".to_owned(), field.as_str().to_owned())];
    view! {
        <InPlace
            label=field.label()
            place=field.as_str()
            kept
            display
            page=format!("/activities/{id}")
            edit
            action_url="/api/edit_activity"
            hidden
            failed
            can_edit=activity.happening.can_edit
            multiline=field == ActivityField::Description
            kind
            options
            save
        />
    }
}

/// Every deal and project that the page can name, by id.
fn named(activity: &ActivityDetail) -> Vec<(String, String)> {
    let row = &activity.happening;
    let deals = activity.around.deals.iter().chain(&row.deal).map(|deal| (deal.id.to_string(), deal.name.clone()));
    let projects = activity.around.projects.iter().chain(&row.project).map(|project| (project.id.to_string(), project.name.clone()));
    deals.chain(projects).collect()
}

fn shown(field: ActivityField, text: String, names: StoredValue<Vec<(String, String)>>, today: Option<NaiveDate>) -> AnyView {
    let link = |noun: &'static str, id: String| {
        let name = names.with_value(|names| names.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone()));
        match name {
            Some(name) => view! { <a href=format!("/{noun}/{id}")>{name}</a> }.into_any(),
            None => view! { <span class="muted">"None"</span> }.into_any(),
        }
    };
    match field {
        ActivityField::Deal => link("deals", text),
        ActivityField::Project => link("projects", text),
        _ if text.is_empty() => view! { <span class="muted">"Not said"</span> }.into_any(),
        ActivityField::Kind => text.parse::<ActivityType>().map_or(text, |kind| kind.label().to_owned()).into_any(),
        ActivityField::Sentiment => text.parse::<Sentiment>().map_or(text, |mood| mood.label().to_owned()).into_any(),
        ActivityField::Minutes => format!("{text} min").into_any(),
        ActivityField::On => match (parse_date(&text), today) {
            (Ok(day), Some(today)) => short_date(day, today).into_any(),
            _ => text.into_any(),
        },
        _ => text.into_any(),
    }
}
