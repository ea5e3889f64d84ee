//! How the project begins: its name, its first day, and the phases that follow from a usual course, with their days.

use super::form::Failed;
use super::types::{Course, Handover};
use crate::parts::day;
use chrono::NaiveDate;
use domain::date::parse_date;
use domain::workday::one_after_another;
use leptos::prelude::*;
use ui::{Field, FieldGroup, FieldKind};

/// Name, first day, and the choice of a course.
#[component]
pub(super) fn Courses(
    handover: Handover,
    failed: Failed,
    /// The first day as it is typed.
    start: RwSignal<String>,
    today: NaiveDate,
) -> impl IntoView {
    let name = failed.typed("name", || handover.name.clone());
    let first = handover.courses.first().map(|course| course.id.to_string()).unwrap_or_default();
    let chosen = failed.typed("template", || first);
    let none = chosen.is_empty();
    let choices = handover
        .courses
        .into_iter()
        .map(|course| {
            let checked = course.id.to_string() == chosen;
            view! { <Choice course checked start today /> }
        })
        .collect_view();
    view! {
        <div class="form-grid">
            <Field label="Project name" name="ask[name]" value=name error=failed.of("name") required=true />
            <Field
                label="Start"
                name="ask[start]"
                kind=FieldKind::Date
                value=start.get_untracked()
                error=failed.of("start")
                hint="The phases begin on its first working day."
                required=true
                on_input=Callback::new(move |text| start.set(text))
            />
        </div>
        <FieldGroup legend="Phases" name="template" hint="Dates follow from the start, in weeks of five working days." error=failed.of("template")>
            <div class="courses">
                {choices}
                <div class="course">
                    <label class="check-label">
                        <input type="radio" name="ask[template]" value="" checked=none />
                        <span class="course-name">"One empty phase"</span>
                    </label>
                    <p class="course-phases muted">"Named and dated on the project's page."</p>
                </div>
            </div>
        </FieldGroup>
    }
}

/// A course with its phases as they would fall.
#[component]
fn Choice(course: Course, checked: bool, start: RwSignal<String>, today: NaiveDate) -> impl IntoView {
    let weeks: i32 = course.phases.iter().map(|(_, weeks)| *weeks).sum();
    let (count, value) = (course.phases.len(), course.id.to_string());
    let lengths: Vec<i32> = course.phases.iter().map(|(_, weeks)| *weeks).collect();
    let days = Memo::new(move |_| parse_date(&start.get()).map(|start| one_after_another(start, lengths.clone())).unwrap_or_default());
    let last = move || days.get().last().map(|(_, last)| view! { ", to " {day(Some(*last), today)} });
    let rows = course
        .phases
        .into_iter()
        .enumerate()
        .map(|(at, (name, weeks))| {
            let span = move || {
                let span = days.get().get(at).copied();
                span.map(|(first, last)| view! { {day(Some(first), today)} " to " {day(Some(last), today)} })
            };
            view! {
                <li>
                    <span>{name}</span>
                    <span class="muted num">{in_weeks(weeks)}</span>
                    <span class="num">{span}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="course">
            <label class="check-label">
                <input type="radio" name="ask[template]" value=value checked=checked />
                <span class="course-name">{course.name}</span>
                <span class="muted">{format!("{count} {}, {}", if count == 1 { "phase" } else { "phases" }, in_weeks(weeks))} {last}</span>
            </label>
            <ol class="course-phases">{rows}</ol>
        </div>
    }
}

fn in_weeks(weeks: i32) -> String {
    if weeks == 1 { "1 week".to_owned() } else { format!("{weeks} weeks") }
}
