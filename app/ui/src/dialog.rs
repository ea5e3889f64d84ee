//! A question asked over the page: the browser's own `<dialog>`, which holds the focus and gives it back.

use leptos::html;
use leptos::prelude::*;

use crate::icon::{Icon, IconName};

/// A dialog. Rendered with `open` it is shown in the page's flow without client code, and becomes modal with it.
/// `Esc` and the close button close it; a click beside it does not, so that nothing typed is lost.
#[component]
pub fn Dialog(
    /// Its id; the title's id follows from it.
    #[prop(into)]
    id: String,
    /// What it asks.
    #[prop(into)]
    title: String,
    /// Whether it is shown; set to `false` when it closes by itself.
    open: RwSignal<bool>,
    /// The body, commonly a form; its last element may be `<footer class="dialog-foot">` with the actions.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let wanted = open.get();
        let Some(dialog) = node.get() else { return };
        if !wanted {
            dialog.close();
        } else if !dialog.matches(":modal").unwrap_or(false) {
            // A dialog that the server rendered open must first be taken out of the flow; `close` would report itself.
            _ = dialog.remove_attribute("open");
            _ = dialog.show_modal();
        }
    });
    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    view! {
        <dialog
            node_ref=node
            class="dialog"
            id=id
            aria-labelledby=labelled_by
            open=open.get_untracked()
            on:close=move |_| open.set(false)
        >
            <header class="dialog-head">
                <h2 id=title_id>{title}</h2>
            </header>
            <div class="dialog-body">{children()}</div>
            // Last, so that opening leads to the first field and not to the way out.
            <form class="dialog-close" method="dialog">
                <button type="submit" class="button is-quiet is-icon" aria-label="Close" title="Close">
                    <Icon name=IconName::X />
                </button>
            </form>
        </dialog>
    }
}
