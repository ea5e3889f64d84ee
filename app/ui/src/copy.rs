//! Copying something out of the page so that a message or a document shows it as it was: as formatted text, and as plain
//! text for what takes no other.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, ClipboardItem};

use crate::button::Button;
use crate::icon::IconName;
use crate::toast::{ToastKind, use_toasts};

/// What is copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// As formatted text; whoever makes it escapes what people wrote.
    pub html: String,
    /// As plain text.
    pub plain: String,
}

/// Copies something, and says so. It needs client code and is not shown without it.
#[component]
pub fn CopyButton(
    /// The words on it.
    #[prop(into)]
    label: String,
    /// What it copies.
    copied: Copied,
) -> impl IntoView {
    let toasts = use_toasts();
    let copied = StoredValue::new(copied);
    let copy = Callback::new(move |_| {
        let done = copied.with_value(write);
        spawn_local(async move {
            let done = match done {
                Ok(promise) => JsFuture::from(promise).await.map(drop),
                Err(error) => Err(error),
            };
            _ = match done {
                Ok(()) => toasts.push(ToastKind::Good, "Copied. Paste it into a message or a document.", None),
                Err(_) => {
                    toasts.push(ToastKind::Bad, "The browser does not let the page copy. Select the rows and copy them by hand.", None)
                }
            };
        });
    });
    view! { <span class="needs-code"><Button icon=IconName::Copy on_click=copy>{label}</Button></span> }
}

fn write(copied: &Copied) -> Result<js_sys::Promise, JsValue> {
    let item = js_sys::Object::new();
    for (kind, text) in [("text/html", &copied.html), ("text/plain", &copied.plain)] {
        let options = BlobPropertyBag::new();
        options.set_type(kind);
        let blob = Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), &options)?;
        js_sys::Reflect::set(&item, &kind.into(), &blob)?;
    }
    let item = ClipboardItem::new_with_record_from_str_to_blob_promise(&item)?;
    Ok(window().navigator().clipboard().write(&js_sys::Array::of1(&item)))
}
