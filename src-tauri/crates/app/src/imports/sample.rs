//! The sample community, as an import.

use crate::{ApiError, App, Code, commands::Nothing, imports::ImportId};

pub(crate) async fn start(_app: &App, _: Nothing) -> Result<ImportId, ApiError> {
    Err(ApiError::new(Code::Invalid, "no sample yet"))
}
