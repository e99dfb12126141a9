//! Numbers that no chat tells, typed in: tickets, views, revenue; the currency; the factors of estimates.
//!
//! What goes through steps is in [`matters`], what comes from a file in [`table`].

pub(crate) mod feedback;
pub(crate) mod matters;
pub(crate) mod table;

use kith_store::{FactorRow, Figure, FigureKind, NewFigure, Sheet};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ApiError, App, commands::Nothing, members::LONGEST_PAGE};

/// What there is.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS)]
pub(crate) struct FiguresKept {
    /// Kinds of numbers, in the order in which they are shown.
    pub(crate) figures: Vec<KeptKind>,
    /// What goes through steps.
    pub(crate) sheets: Vec<KeptSheet>,
    /// The numbers that estimates are made with.
    pub(crate) factors: Vec<FactorRow>,
    /// The community's currency: `EUR`.
    pub(crate) currency: String,
}

/// A kind of numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct KeptKind {
    /// Which.
    pub(crate) kind: FigureKind,
    /// Whether it is money.
    pub(crate) money: bool,
    /// How many there are.
    pub(crate) count: u32,
}

/// A sheet of what goes through steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct KeptSheet {
    /// Which.
    pub(crate) sheet: Sheet,
    /// Its steps, in their usual order.
    pub(crate) steps: Vec<String>,
    /// The step that each has.
    pub(crate) first: Option<String>,
    /// The words its kind may be.
    pub(crate) kinds: Vec<String>,
    /// How many there are.
    pub(crate) count: u32,
}

/// Which numbers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListFigures {
    /// Of which kind.
    pub(crate) kind: FigureKind,
    /// How many were shown already.
    #[serde(default)]
    pub(crate) skip: u32,
    /// At most so many.
    pub(crate) limit: u32,
}

/// Numbers, newest days first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct FigurePage {
    /// Those asked for.
    pub(crate) figures: Vec<Figure>,
    /// Whether there are more.
    pub(crate) more: bool,
}

/// A number to keep.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveFigure {
    /// Which one is changed; nothing for a new one, or for one that stands over that of the same days.
    #[serde(default)]
    pub(crate) id: Option<String>,
    /// What it says.
    pub(crate) figure: NewFigure,
}

/// What saving did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct FigureSaved {
    /// Whether it was there.
    pub(crate) put: kith_store::Put,
}

/// Which number, or which entry of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct FigureId {
    /// Its id.
    pub(crate) id: String,
}

/// A factor to set.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetFactor {
    /// Its id.
    pub(crate) id: String,
    /// What it is: `12.50`, `0.05`.
    pub(crate) value: String,
    /// Where that is from: reports print it.
    pub(crate) source: String,
}

/// Which factor.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct FactorId {
    /// Its id.
    pub(crate) id: String,
}

/// The community's currency.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetCurrency {
    /// `EUR`.
    pub(crate) currency: String,
}

pub(crate) async fn kept(app: &App, _: Nothing) -> Result<FiguresKept, ApiError> {
    let read = |read: &kith_store::Read<'_>| {
        let (figures, matters) = (read.figure_counts()?, read.matter_counts()?);
        let figures = FigureKind::ALL.map(|kind| {
            let count = figures.iter().find(|(found, _)| *found == kind).map_or(0, |(_, count)| *count);
            KeptKind { kind, money: kind.is_money(), count }
        });
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let sheets = Sheet::ALL.map(|sheet| KeptSheet {
            sheet,
            steps: words(sheet.steps()),
            first: sheet.first().map(str::to_owned),
            kinds: words(sheet.kinds()),
            count: matters.iter().find(|(found, _)| *found == sheet).map_or(0, |(_, count)| *count),
        });
        let (factors, currency) = (read.factors()?, read.currency()?);
        Ok(FiguresKept { figures: figures.into(), sheets: sheets.into(), factors, currency })
    };
    Ok(app.store()?.read(read).await?)
}

pub(crate) async fn list(app: &App, args: ListFigures) -> Result<FigurePage, ApiError> {
    let limit = args.limit.clamp(1, LONGEST_PAGE);
    let mut figures = app.store()?.read(move |read| read.figures(args.kind, args.skip, limit + 1)).await?;
    let more = figures.len() > usize::try_from(limit).unwrap_or(usize::MAX);
    figures.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(FigurePage { figures, more })
}

pub(crate) async fn save(app: &App, args: SaveFigure) -> Result<FigureSaved, ApiError> {
    let (new_id, now) = (app.new_id(), app.now());
    let save = move |write: &kith_store::Write<'_>| {
        let new = args.figure.checked(&write.read().currency()?)?;
        match &args.id {
            Some(id) => write.change_figure(id, &new, now).map(|()| kith_store::Put::Changed),
            None => write.keep_figure(&new_id, &new, now),
        }
    };
    Ok(FigureSaved { put: app.store()?.act("Save number", save).await? })
}

pub(crate) async fn remove(app: &App, args: FigureId) -> Result<Nothing, ApiError> {
    let now = app.now();
    app.store()?.act("Remove number", move |write| write.remove_figure(&args.id, now)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn set_factor(app: &App, args: SetFactor) -> Result<Nothing, ApiError> {
    let now = app.now();
    let set = move |write: &kith_store::Write<'_>| write.set_factor(&args.id, &args.value, &args.source, now);
    app.store()?.act("Change factor", set).await?;
    Ok(Nothing::default())
}

pub(crate) async fn reset_factor(app: &App, args: FactorId) -> Result<Nothing, ApiError> {
    app.store()?.act("Reset factor", move |write| write.reset_factor(&args.id)).await?;
    Ok(Nothing::default())
}

pub(crate) async fn set_currency(app: &App, args: SetCurrency) -> Result<Nothing, ApiError> {
    app.store()?.act("Change currency", move |write| write.set_currency(&args.currency)).await?;
    Ok(Nothing::default())
}
