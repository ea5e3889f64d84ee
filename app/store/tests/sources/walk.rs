//! The repository's sources, without comments and tests.

use std::fs;
use std::path::{Path, PathBuf};

/// Where the program is written.
const ROOMS: &[&str] = &["app", "server", "seeds", "frontend", "migration"];

pub(crate) struct Source {
    /// From the root, with `/`.
    pub(crate) path: String,
    pub(crate) code: String,
}

pub(crate) fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    for room in ROOMS {
        collect(&root.join(room), &mut files);
    }
    files.sort();
    let named = |file: PathBuf| {
        let path =
            file.strip_prefix(&root).unwrap().components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        Source { path, code: code(&fs::read_to_string(&file).unwrap()) }
    };
    files.into_iter().map(named).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && !["tests", "benches", "target", "testing"].contains(&name.as_str()) {
            collect(&path, files);
        } else if name.ends_with(".rs") && name != "tests.rs" {
            files.push(path);
        }
    }
}

/// The text without comments and without modules that are compiled for tests only.
pub(crate) fn code(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("#[cfg(test)]") || line.starts_with("#[cfg(all(test") {
            // As rustfmt writes it, the module ends with the first brace that stands at its own depth.
            for line in lines.by_ref() {
                if line == "}" || line.starts_with("mod ") && line.ends_with(';') || line.starts_with("use ") {
                    break;
                }
            }
            continue;
        }
        let comment = line.find("//").filter(|at| !line.get(..*at).unwrap_or_default().ends_with(':'));
        kept.push_str(line.get(..comment.unwrap_or(line.len())).unwrap_or_default());
        kept.push('\n');
    }
    kept
}
