//! One person, many accounts, from the terminal.

use kith_app::App;
use serde_json::{Value, json};

use crate::{
    format::{self, list, number, text},
    run::{Failure, call},
};

pub(crate) async fn duplicates(
    app: &App,
    member: Option<&str>,
    limit: u32,
    accept: Option<u8>,
    json: bool,
) -> Result<(), Failure> {
    if let Some(threshold) = accept {
        let merged = call(app, "duplicates.accept", json!({ "threshold": threshold })).await?;
        format::answer(json, &merged, |merged| format!("{} members became part of another", number(merged, "merged")));
        return Ok(());
    }
    let (mut pairs, mut total) = (Vec::new(), Value::Null);
    while pairs.len() < limit as usize {
        let wish = json!({ "member": member, "skip": pairs.len(), "limit": limit.min(200) });
        let page = call(app, "duplicates.list", wish).await?;
        total = page.get("total").cloned().unwrap_or_default();
        if list(&page, "pairs").is_empty() {
            break;
        }
        pairs.extend(list(&page, "pairs").iter().cloned());
        pairs.truncate(limit as usize);
    }
    let found = json!({ "pairs": pairs, "total": total });
    format::answer(json, &found, |found| {
        let mut lines: Vec<String> = list(found, "pairs").iter().map(pair).collect();
        lines.push(format!("{} pairs that may be one person", number(found, "total")));
        lines.join("\n")
    });
    Ok(())
}

fn pair(pair: &Value) -> String {
    let side = |side: &str| {
        let side = pair.get(side).unwrap_or(&Value::Null);
        let member = side.get("member").unwrap_or(&Value::Null);
        let accounts: Vec<String> = list(side, "accounts").iter().map(|account| text(account, "source_name")).collect();
        format!("{} ({}; {})", text(member, "name"), accounts.join(", "), text(member, "id"))
    };
    let reasons: Vec<String> = list(pair, "reasons").iter().map(reason).collect();
    format!("{:>3} %  {}\n       {}\n       {}", number(pair, "confidence"), side("a"), side("b"), reasons.join(" · "))
}

/// What speaks for or against it: `name: Joe Rosenberger / Joseph Rosenberger (nickname)`.
fn reason(reason: &Value) -> String {
    let word = |key: &str| reason.get(key).and_then(Value::as_str).unwrap_or_default().replace('_', " ");
    let (a, b) = (text(reason, "a"), text(reason, "b"));
    let said = |side: &str| reason.get(side).is_some_and(|value| !value.is_null());
    let what = match (said("a"), said("b")) {
        (true, true) if a != b => format!(": {a} / {b}"),
        (true, _) => format!(": {a}"),
        (false, true) => format!(": {b}"),
        (false, false) => String::new(),
    };
    let how = match word("how") {
        how if how.is_empty() || how == "same" => String::new(),
        how => format!(" ({how})"),
    };
    let sign = if reason.get("against") == Some(&Value::Bool(true)) { "against: " } else { "" };
    format!("{sign}{}{what}{how}", word("kind"))
}

pub(crate) async fn merge(app: &App, a: &str, b: &str, json: bool) -> Result<(), Failure> {
    let merged = call(app, "members.merge", json!({ "a": a, "b": b })).await?;
    format::answer(json, &merged, |merged| match number(merged, "merged") {
        0 => format!("{} was one member already", text(merged, "id")),
        _ => format!("one member now: {}", text(merged, "id")),
    });
    Ok(())
}

pub(crate) async fn unmerge(app: &App, id: &str, json: bool) -> Result<(), Failure> {
    let member = call(app, "members.get", json!({ "id": id })).await?;
    let linked: Vec<String> = list(&member, "accounts")
        .iter()
        .filter(|account| text(account, "link") != "own")
        .map(|account| text(account, "id"))
        .collect();
    // The id of a member is that of its first account: then all the others go.
    let parted: Vec<String> = match linked.iter().find(|account| *account == id) {
        Some(account) => vec![account.clone()],
        None => linked,
    };
    if parted.is_empty() {
        return Err(Failure::Error(format!("{id} has no other account: there is nothing to part")));
    }
    for account in &parted {
        call(app, "members.split", json!({ "account": account })).await?;
    }
    format::answer(json, &json!({ "parted": parted }), |done| {
        let ids: Vec<String> = list(done, "parted").iter().filter_map(|id| id.as_str().map(str::to_owned)).collect();
        format!("by themselves again: {}", ids.join(", "))
    });
    Ok(())
}
