//! Charts as shapes: the page and the PDF draw the same ones.
//!
//! **Invariants:** a value that is missing is a gap, and never 0; the axis of amounts begins at 0; whatever a chart shows is
//! said in its words too.

use super::{
    numbers,
    value::{Figure, Moment},
};
use crate::metrics::views::Unit;

/// A colour, by what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// Words.
    Text,
    /// Words of less weight.
    Soft,
    /// Lines between things.
    Line,
    /// What a chart is about.
    Accent,
    /// The same, of former windows.
    Pale,
    /// Behind tiles.
    Ground,
    /// A good change.
    Good,
    /// A bad one.
    Bad,
}

impl Ink {
    /// Red, green, blue.
    pub(super) const fn rgb(self) -> (u8, u8, u8) {
        match self {
            Self::Text => (0x19, 0x20, 0x1d),
            Self::Soft => (0x55, 0x60, 0x5b),
            Self::Line => (0xd5, 0xda, 0xd2),
            Self::Accent => (0x0f, 0x5f, 0x53),
            Self::Pale => (0x8f, 0xc4, 0xb9),
            Self::Ground => (0xf3, 0xf5, 0xf1),
            Self::Good => (0x1b, 0x6b, 0x41),
            Self::Bad => (0xa8, 0x25, 0x1d),
        }
    }
}

/// Where a text stands beside its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A shape. Points; y grows downwards.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    /// A box; one that is hollow is not over yet.
    Box { x: f32, y: f32, width: f32, height: f32, ink: Ink, hollow: bool },
    /// Many boxes of one colour: left, top, width, height.
    Boxes { boxes: Vec<[f32; 4]>, ink: Ink },
    /// A line over points.
    Line { points: Vec<(f32, f32)>, width: f32, ink: Ink },
    /// A word; `y` is its base line.
    Word { x: f32, y: f32, text: String, size: f32, bold: bool, anchor: Anchor, ink: Ink },
}

/// A chart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drawing {
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) marks: Vec<Mark>,
    /// What it shows, for those who do not see it.
    pub(super) words: String,
}

const LEFT: f32 = 38.0;
const TOP: f32 = 14.0;
const BELOW: f32 = 16.0;
const SMALL: f32 = 7.0;

/// The course of a figure.
pub(super) fn chart(figure: &Figure, width: f32, height: f32) -> Drawing {
    let mut marks = Vec::new();
    let values: Vec<Option<f64>> = figure.series.iter().map(|moment| moment.shown.value).collect();
    let (low, high, step) = scale(&values, figure.unit);
    let bottom = height - BELOW;
    let y = |value: f64| bottom - narrow((value - low) / (high - low)) * (bottom - TOP);
    let mut tick = low;
    while tick <= high + step / 2.0 {
        let at = y(tick);
        marks.push(Mark::Line { points: vec![(LEFT, at), (width, at)], width: 0.5, ink: Ink::Line });
        marks.push(word(
            LEFT - 4.0,
            at + 2.4,
            axis(tick, figure.unit, &figure.currency),
            Anchor::End,
            false,
            Ink::Soft,
        ));
        tick += step;
    }
    let count = figure.series.len().max(1);
    let slot = (width - LEFT) / narrow(f64::from(u32::try_from(count).unwrap_or(1)));
    let x = |index: usize| LEFT + slot * (narrow(f64::from(u32::try_from(index).unwrap_or(0))) + 0.5);
    if matches!(figure.unit, Unit::People | Unit::Count) {
        bars(&mut marks, figure, &x, &y, slot, low);
    } else {
        lines(&mut marks, figure, &x, &y);
    }
    labels(&mut marks, figure, &x, slot, height, width);
    if let Some((index, moment, value)) = last(figure) {
        let at = (y(value) - 4.0).max(SMALL);
        let anchor = if index + 1 == count { Anchor::End } else { Anchor::Middle };
        let beside = if anchor == Anchor::End { width } else { x(index) };
        marks.push(word(beside, at, moment.shown.text.clone(), anchor, true, Ink::Text));
    }
    Drawing { width, height, marks, words: said(figure) }
}

fn bars(
    marks: &mut Vec<Mark>,
    figure: &Figure,
    x: &impl Fn(usize) -> f32,
    y: &impl Fn(f64) -> f32,
    slot: f32,
    low: f64,
) {
    let own = figure.series.len().saturating_sub(1);
    let zero = y(low.max(0.0));
    for (index, moment) in figure.series.iter().enumerate() {
        let Some(value) = moment.shown.value else { continue };
        let (width, top) = (slot * 0.68, y(value).min(zero));
        marks.push(Mark::Box {
            x: x(index) - width / 2.0,
            y: top,
            width,
            height: (y(value) - zero).abs().max(0.6),
            ink: if index == own { Ink::Accent } else { Ink::Pale },
            hollow: moment.unfinished,
        });
    }
}

fn lines(marks: &mut Vec<Mark>, figure: &Figure, x: &impl Fn(usize) -> f32, y: &impl Fn(f64) -> f32) {
    let mut run: Vec<(f32, f32)> = Vec::new();
    let mut dots = Vec::new();
    let own = figure.series.len().saturating_sub(1);
    for (index, moment) in figure.series.iter().enumerate() {
        let Some(value) = moment.shown.value else {
            end(marks, &mut run);
            continue;
        };
        let (at, height) = (x(index), y(value));
        run.push((at, height));
        let side = if index == own { 5.0 } else { 3.4 };
        dots.push(Mark::Box {
            x: at - side / 2.0,
            y: height - side / 2.0,
            width: side,
            height: side,
            ink: Ink::Accent,
            hollow: moment.unfinished,
        });
    }
    end(marks, &mut run);
    marks.append(&mut dots);
}

fn end(marks: &mut Vec<Mark>, run: &mut Vec<(f32, f32)>) {
    let points = std::mem::take(run);
    if points.len() > 1 {
        marks.push(Mark::Line { points, width: 1.4, ink: Ink::Accent });
    }
}

/// As many names of windows as there is room for; always the report's own.
fn labels(marks: &mut Vec<Mark>, figure: &Figure, x: &impl Fn(usize) -> f32, slot: f32, height: f32, width: f32) {
    let every = if slot >= 30.0 {
        1
    } else if slot >= 15.0 {
        2
    } else {
        4
    };
    let own = figure.series.len().saturating_sub(1);
    for (index, moment) in figure.series.iter().enumerate() {
        if !(own - index.min(own)).is_multiple_of(every) {
            continue;
        }
        let bold = index == own;
        let ink = if bold { Ink::Text } else { Ink::Soft };
        // The last one may not stand over the edge.
        let (at, anchor) = if bold && slot < 30.0 { (width, Anchor::End) } else { (x(index), Anchor::Middle) };
        marks.push(word(at, height - 4.0, moment.label.clone(), anchor, bold, ink));
    }
}

fn word(x: f32, y: f32, text: String, anchor: Anchor, bold: bool, ink: Ink) -> Mark {
    Mark::Word { x, y, text, size: SMALL, bold, anchor, ink }
}

fn last(figure: &Figure) -> Option<(usize, &Moment, f64)> {
    figure.series.iter().enumerate().rev().find_map(|(index, moment)| Some((index, moment, moment.shown.value?)))
}

/// The axis: lowest, highest, and how far apart its lines are.
fn scale(values: &[Option<f64>], unit: Unit) -> (f64, f64, f64) {
    let known = values.iter().flatten().copied();
    let high = known.clone().fold(0.0, f64::max);
    let low = known.fold(0.0, f64::min);
    let span = if high > low { high - low } else { 1.0 };
    let rough = span / 3.0;
    let power = 10_f64.powf(rough.log10().floor());
    let mut step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= rough - 1e-9)
        .unwrap_or(rough);
    if matches!(unit, Unit::People | Unit::Count) {
        step = step.ceil().max(1.0);
    }
    let top = ((high / step) - 1e-9).ceil().max(if low < 0.0 { 0.0 } else { 1.0 }) * step;
    let top = if unit == Unit::Percent && high <= 100.0 { top.min(100.0_f64.max(step)) } else { top };
    let bottom = (low / step).floor() * step;
    (bottom, if top > bottom { top } else { bottom + step }, step)
}

fn axis(value: f64, unit: Unit, currency: &str) -> String {
    match unit {
        Unit::Percent => format!("{}%", numbers::plain((value * 10.0).round() / 10.0)),
        Unit::Hours => format!("{} h", numbers::plain((value * 100.0).round() / 100.0)),
        Unit::Days => format!("{} d", numbers::plain((value * 10.0).round() / 10.0)),
        Unit::Money => numbers::amount(value, currency),
        unit => numbers::shown(value, unit, currency),
    }
}

/// The whole course, said.
fn said(figure: &Figure) -> String {
    let values: Vec<String> = figure
        .series
        .iter()
        .map(|moment| {
            let open = if moment.unfinished { " (not complete)" } else { "" };
            format!("{} {}{open}", moment.label, moment.shown.text)
        })
        .collect();
    format!("{}: {}.", figure.title, values.join("; "))
}

#[expect(clippy::cast_possible_truncation, reason = "places on a page need no more")]
fn narrow(value: f64) -> f32 {
    value as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_begin_at_zero_and_have_few_lines() {
        for (values, unit, wanted) in [
            (vec![Some(3.0), Some(7.0)], Unit::Count, (0.0, 9.0, 3.0)),
            (vec![Some(0.0)], Unit::Count, (0.0, 1.0, 1.0)),
            (vec![None], Unit::Percent, (0.0, 0.5, 0.5)),
            (vec![Some(97.0)], Unit::Percent, (0.0, 100.0, 50.0)),
            (vec![Some(-4.0), Some(5.0)], Unit::Number, (-5.0, 5.0, 5.0)),
            (vec![Some(1234.0)], Unit::People, (0.0, 1500.0, 500.0)),
        ] {
            let (low, high, step) = scale(&values, unit);
            assert!(low <= 0.0 && high > low && (high - low) / step <= 5.0, "{values:?}: {low} {high} {step}");
            assert!(values.iter().flatten().all(|value| *value >= low && *value <= high), "{values:?} {wanted:?}");
            if unit == Unit::Count || unit == Unit::People {
                assert!(step.fract() == 0.0, "{step}");
            }
        }
    }

    #[test]
    fn the_lines_of_an_amount_have_the_digits_of_its_currency() {
        assert_eq!(axis(150_000.0, Unit::Money, "JPY"), "150,000");
        assert_eq!(axis(150_000.0, Unit::Money, "EUR"), "1,500.00");
    }
}
