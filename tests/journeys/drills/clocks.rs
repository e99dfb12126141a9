//! Clocks that are wrong, step back and forth, or stand in another country: what is read stays the same, and no backup goes
//! because of it.

use std::{
    collections::VecDeque,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use kith_tests::{
    export_maker::ExportMaker,
    fake_slack::{FakeSlack, api},
    world::World,
};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{Started, chance, times};
use crate::{
    count::rich,
    cut_off::{busy, connect, go_on},
    picture::{self, list},
    workspace::{kept, shown},
};

const DAY: i64 = 24 * 3_600_000;
/// A clock without a battery, one set by hand, one that a program corrects.
const STEPS: [i64; 6] = [-400 * DAY, 730 * DAY, -3_600_000, 3_600_000, -DAY, 3_650 * DAY];

#[test]
fn a_clock_that_steps_changes_nothing_of_what_is_read() {
    let mut next = chance(13);
    let mut missed = 0;
    let many = times(3, 40);
    for _ in 0..many {
        let world = World::new();
        let fake = world.block_on(FakeSlack::start(busy())).unwrap();
        let id = connect(&world, api(fake.address()).as_str());
        for round in 1..=4 {
            // It steps between runs, and in the midst of one.
            world.clock.pass(STEPS[next(6) as usize]);
            let over = AtomicBool::new(false);
            std::thread::scope(|scope| {
                scope.spawn(|| {
                    for step in [2 * DAY, -3 * DAY, DAY].into_iter().cycle() {
                        if over.load(Ordering::Relaxed) {
                            break;
                        }
                        world.clock.pass(step);
                        std::thread::sleep(Duration::from_millis(3));
                    }
                });
                let ended = world.sync(&id, true);
                over.store(true, Ordering::Relaxed);
                assert_eq!(ended["state"], json!("idle"), "{ended}");
            });
            assert_eq!(kept(&world), fake.with(|workspace| shown(workspace)), "round {round}");
            fake.with(|workspace| go_on(workspace, round));
        }
        world.sync(&id, true);
        assert_eq!(kept(&world), fake.with(|workspace| shown(workspace)));
        assert_eq!(world.get("check", json!({}))["ok"], json!(true));
        // The twin: whoever reads only what is newer than this clock says the last run was.
        let by_clock = fake.with(|workspace| {
            for channel in workspace.channels.values_mut() {
                channel.messages.retain(|number, _| number / 1_000 > kith_tests::fake_clock::START + 730 * DAY);
            }
            shown(workspace)
        });
        missed += u64::from(kept(&world) != by_clock);
    }
    println!("{many} workspaces read four times while the clock stepped: 0 rows differ");
    assert_eq!(missed, many, "who goes by this clock misses messages, and that must be seen");
}

/// The child's side: what is made of an archive, in whatever country the machine believes to be.
#[expect(clippy::print_stdout, reason = "whoever began this program reads it")]
pub(crate) fn elsewhere() {
    let world = World::new();
    println!("picture {}", fingerprint(&world, &rich().bytes()));
}

fn fingerprint(world: &World, archive: &[u8]) -> String {
    world.import(archive);
    let picture = json!([picture::of(world), world.get("metrics.read", json!({ "every": "month" }))]);
    format!("{:x?}", Sha256::digest(picture.to_string().as_bytes()).as_slice())
}

#[test]
fn the_machines_zone_changes_nothing() {
    let here = fingerprint(&World::new(), &rich().bytes());
    let zones = ["UTC", "Pacific/Apia", "Europe/Zurich", "America/St_Johns", "Asia/Kathmandu", "Nowhere/Nothing", ":"];
    for zone in zones {
        let mut command = Started::command(&json!({ "do": "elsewhere", "folder": "" }));
        let said = command.env("TZ", zone).output().unwrap();
        let said = String::from_utf8_lossy(&said.stdout).into_owned();
        assert!(said.contains(&here), "{zone}: {said}");
    }
    // The twin: the community's own zone does change what a day is, so the comparison would see it.
    let other = World::new();
    other.get("settings.change", json!({ "zone": "Pacific/Apia" }));
    assert_ne!(fingerprint(&other, &rich().bytes()), here);
    println!("{} zones of the machine, the same picture", zones.len());
}

#[test]
fn days_that_a_zone_leaves_out_or_has_twice_are_counted() {
    // Noon in UTC of days around which a country left one out, put its clocks back, and put them on.
    for (zone, noon) in
        [("Pacific/Apia", 1_325_332_800), ("Europe/Zurich", 1_792_929_600), ("Europe/Zurich", 1_774_785_600)]
    {
        let world = World::new();
        world.get("settings.change", json!({ "zone": zone }));
        let mut archive = ExportMaker::new().person("U1", "Ada Example", "ada@example.org").channel("C1", "general");
        for hour in -40..40_i64 {
            archive =
                archive.says("general", "U1", &format!("{}.000100", noon + hour * 3_600), &format!("hour {hour}"));
        }
        let report = world.import(&archive.bytes());
        assert_eq!(report["balanced"], json!(true), "{zone}: {report}");
        assert_eq!(world.get("check", json!({}))["ok"], json!(true), "{zone}");
        let stats = world.get("stats", json!({}));
        assert_eq!(stats["activities"]["post"], json!(80), "{zone}: {stats}");
    }
}

/// Names of the whole backups there are.
fn whole(world: &World) -> Vec<String> {
    let all = world.get("backups.list", json!({}));
    let whole = list(&all, "backups").filter(|one| one["state"] == json!("whole"));
    whole.map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

fn daily(world: &World, number: u64) -> Option<String> {
    world.get("settings.change", json!({ "name": format!("Orchard {number}") }));
    let before = whole(world);
    world.back_up_if_due().then(|| whole(world).into_iter().find(|name| !before.contains(name))).flatten()
}

#[test]
fn no_backup_goes_because_a_clock_was_wrong() {
    let world = World::new();
    world.import(&rich().bytes());
    let mut next = chance(17);
    let mut right: VecDeque<String> = VecDeque::new();
    // Backups of a wrong clock take the room of others; the newest right one never goes.
    let mut fewest = 7;
    let days = times(12, 200);
    for day in 0..days {
        world.clock.pass(DAY + 60_000);
        right.extend(daily(&world, day * 2));
        if next(2) == 0 {
            // Wrong for a while; a backup is made then as well.
            let step = STEPS[next(6) as usize];
            world.clock.pass(step);
            daily(&world, day * 2 + 1);
            world.clock.pass(-step);
        }
        while right.len() > 7 {
            right.pop_front();
        }
        let there = whole(&world);
        assert!(
            right.back().is_none_or(|newest| there.contains(newest)),
            "day {day}: the newest right one went: {there:?}"
        );
        let kept = right.iter().filter(|name| there.contains(name)).count();
        if right.len() == 7 {
            fewest = fewest.min(kept);
        }
    }
    println!(
        "{days} days with a clock that is wrong every other day: the newest backup never went; of the last seven days' at \
         least {fewest} stayed"
    );
    // The twin: whoever goes by age alone.
    let now = kith_tests::fake_clock::START + 3_650 * DAY;
    let of_age = |name: &String| {
        let stamp = name.strip_prefix("kith-").unwrap().split('-').next().unwrap();
        now - kith_domain::backups::moment(stamp).unwrap() <= kith_domain::backups::LONGEST
    };
    assert!(right.iter().any(|name| !of_age(name)), "by age alone a clock that is ten years ahead takes them all");
}
