//! Every subject's endpoints in one table, for the layer that admits callers and for the test that finds gaps.

use domain::policy::Endpoint;

/// Every endpoint with who may call it.
pub fn endpoints() -> impl Iterator<Item = &'static Endpoint> {
    [firm::ENDPOINTS, clients::ENDPOINTS, stakeholders::ENDPOINTS, activities::ENDPOINTS, deals::ENDPOINTS, projects::ENDPOINTS]
        .into_iter()
        .flatten()
}
