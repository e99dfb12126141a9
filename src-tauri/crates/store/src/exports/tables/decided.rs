//! What a community decided about its numbers, as its export has it.

use super::Table;

pub(super) const MESSAGE_TONES: Table = Table {
    name: "message_tones",
    what: "How messages sound, where somebody set it by hand.",
    lines: true,
    sql: "SELECT message, tone, created_at, updated_at FROM message_tone ORDER BY message",
};

pub(super) const HEALTH_BANDS: Table = Table {
    name: "health_bands",
    what: "How measures of the community's health are put on their scale, where it is the community's own.",
    lines: true,
    sql: "SELECT measure, bounds AS \"bounds:json\", updated_at FROM health_band ORDER BY measure",
};
