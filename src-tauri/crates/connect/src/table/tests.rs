//! Files of every kind and none: what is read of them, and what is told.

use std::{ops::ControlFlow, path::PathBuf};

use proptest::prelude::*;

use super::*;

/// A file that is gone when the test is over.
struct Made(PathBuf);

impl Made {
    fn new(bytes: &[u8]) -> Self {
        use std::sync::atomic::{AtomicU64, Ordering};
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("kith-table-{}-{number}", std::process::id()));
        std::io::Write::write_all(&mut File::create(&path).unwrap(), bytes).unwrap();
        Self(path)
    }

    fn open(&self) -> Table {
        Table::open(&self.0, &FileChoice::default()).unwrap()
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Every row: its line and its cells, or what is wrong.
fn rows(table: &Table) -> Vec<(u64, Result<Vec<String>, String>)> {
    let mut all = Vec::new();
    table
        .rows(&mut |row| {
            all.push((row.line, row.cells.map(<[String]>::to_vec).map_err(|broken| broken.why)));
            ControlFlow::Continue(())
        })
        .unwrap();
    all
}

fn good(bytes: &[u8]) -> (Table, Vec<Vec<String>>) {
    let made = Made::new(bytes);
    let table = made.open();
    let cells = rows(&table).into_iter().map(|(line, cells)| cells.unwrap_or_else(|why| panic!("line {line}: {why}")));
    let cells = cells.collect();
    (table, cells)
}

fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let mark = mark.then_some(0xFEFF);
    mark.into_iter()
        .chain(text.encode_utf16())
        .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
        .collect()
}

#[test]
fn every_encoding_and_separator_gives_the_same_rows() {
    let text = "Name,City\r\nZoë,München\r\nJosé,Kraków\r\n";
    let latin =
        "Name;City\nZo\u{eb};M\u{fc}nchen\nJos\u{e9};K\u{f6}ln\nAnna;Gro\u{df}enhain\nJ\u{fc}rgen;L\u{fc}beck\n";
    let latin: Vec<u8> = latin.chars().map(|c| c as u8).collect();
    for bytes in [
        text.as_bytes().to_vec(),
        [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        utf16(text, false, true),
        utf16(text, true, true),
        utf16(text, false, false),
        utf16(text, true, false),
        text.replace(',', ";").into_bytes(),
        text.replace(',', "\t").into_bytes(),
        text.replace(',', "|").into_bytes(),
        text.replace("\r\n", "\n").into_bytes(),
        text.replace("\r\n", "\r").into_bytes(),
        format!("sep=;\r\n{}", text.replace(',', ";")).into_bytes(),
    ] {
        let (table, rows) = good(&bytes);
        assert_eq!(table.headers(), ["Name", "City"], "{:?}", table.layout());
        assert_eq!(rows, [["Zoë", "München"], ["José", "Kraków"]], "{:?}", table.layout());
    }
    let (table, rows) = good(&latin);
    assert_eq!(rows[0], ["Zoë", "München"], "{:?}", table.layout());
}

#[test]
fn quoted_cells_hold_anything() {
    let (_, rows) = good(b"a,b\n\"x, \"\"y\"\"\",\"two\nlines\"\n1, \"2\" \n5\" pipe,z\n");
    assert_eq!(rows, [["x, \"y\"", "two\nlines"], ["1", "2"], ["5\" pipe", "z"]]);
}

#[test]
fn a_broken_row_is_told_and_the_next_ones_are_read() {
    let made = Made::new(b"a,b\n1,2\n\"open,3\n4,5\n\"x\" y,6\n7\n8,9,10\n11,12,,\n13,14\n");
    let found = rows(&made.open());
    let lines: Vec<(u64, bool)> = found.iter().map(|(line, cells)| (*line, cells.is_ok())).collect();
    assert_eq!(
        lines,
        [(2, true), (3, false), (4, true), (5, false), (6, false), (7, false), (8, true), (9, true)],
        "{found:?}"
    );
    assert!(found[1].1.as_ref().unwrap_err().contains("quotation"), "{found:?}");
    assert!(found[5].1.as_ref().unwrap_err().contains("3 cells"), "{found:?}");
}

#[test]
fn a_mark_that_never_closes_costs_one_row_of_many() {
    let mut text = String::from("id,name\n");
    for number in 0..5_000 {
        text.push_str(&if number == 40 { "40,\"Ann\n".to_owned() } else { format!("{number},N{number}\n") });
    }
    let made = Made::new(text.as_bytes());
    let found = rows(&made.open());
    assert_eq!((found.len(), found.iter().filter(|row| row.1.is_err()).count()), (5_000, 1));
}

#[test]
fn what_stands_before_a_heading_is_left_out() {
    let text = "Notes:\n\"When exporting your data, you may notice gaps, as some people hide it.\"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\nAnn,Example,https://www.linkedin.com/in/ann,,Acme,Gardener,03 Jul 2024\n";
    let (table, rows) = good(text.as_bytes());
    assert_eq!((table.layout().heading, table.headers().len(), rows.len()), (Some(4), 7, 1));
    assert_eq!(recognised(table.headers()).unwrap().id, "linkedin-connections");
}

#[test]
fn a_table_without_a_heading_has_numbered_columns() {
    let (table, rows) = good(b"ann@example.org,Ann\nbob@example.org,Bob\n");
    assert_eq!((table.headers().to_vec(), rows.len()), (vec!["Column 1".to_owned(), "Column 2".to_owned()], 2));
    let made = Made::new(b"Ann,Gardener\nBob,Cook\n");
    let choice = FileChoice { heading: Some(0), ..FileChoice::default() };
    assert_eq!(rows_of(&Table::open(&made.0, &choice).unwrap()), 2);
    assert_eq!(rows_of(&made.open()), 1);
}

fn rows_of(table: &Table) -> usize {
    rows(table).len()
}

#[test]
fn columns_of_one_name_are_told_apart() {
    let (table, _) = good(b"Name,name,,Notes\na,b,c,d\n");
    assert_eq!(table.headers(), ["Name", "name (2)", "Column 3", "Notes"]);
}

#[test]
fn what_is_no_table_is_refused() {
    for bytes in [
        b"".to_vec(),
        b"%PDF-1.7\n".to_vec(),
        vec![0xD0, 0xCF, 0x11, 0xE0, 0, 0],
        b"\x1F\x8B\x08".to_vec(),
        b"PK\x03\x04rubbish".to_vec(),
        (0..=255).cycle().take(9_000).collect(),
    ] {
        let made = Made::new(&bytes);
        let refused = Table::open(&made.0, &FileChoice::default());
        assert!(refused.is_err(), "{refused:?}");
    }
}

fn mapped(text: &str, change: impl FnOnce(&mut Mapping)) -> Vec<Result<kith_domain::table::TableRow, WrongRow>> {
    let made = Made::new(text.as_bytes());
    let table = made.open();
    let scan = table.scan().unwrap();
    let mut mapping = guess(table.headers(), &scan.columns);
    change(&mut mapping);
    let mut reader = Reader::new(&mapping, &table, &scan, chrono_tz::UTC).unwrap();
    let mut all = Vec::new();
    table
        .rows(&mut |row| {
            all.push(reader.read(&row));
            ControlFlow::Continue(())
        })
        .unwrap();
    all
}

#[test]
fn rows_say_what_their_columns_mean() {
    use kith_domain::table::Slot;
    let rows = mapped(
        "First name,Last name,E-Mail,City,Country,Joined,Tags,Shoe size\nAnn,Example,Ann@Example.org,Ulm,Germany,13/02/2024,\"a; b,a\",41\n,,broken,,,,,\nBo,,bo@example.org,,,31/02/2024,,\n",
        |_| {},
    );
    let ann = rows[0].as_ref().unwrap();
    assert_eq!(
        (ann.remote.as_str(), ann.slot(Slot::Name), ann.slot(Slot::Location)),
        ("email:ann@example.org", Some("Ann Example"), Some("Ulm, Germany"))
    );
    assert_eq!((ann.tags.clone(), ann.joined_at), (vec!["a".to_owned(), "b".into()], Some(1_707_782_400_000)));
    assert_eq!(ann.fields, [("Shoe size".to_owned(), Some("41".to_owned()))]);
    let wrong = |row: usize| {
        let wrong = rows[row].as_ref().unwrap_err();
        (wrong.line, wrong.column.clone().unwrap_or_default())
    };
    assert_eq!((wrong(1), wrong(2)), ((3, "E-Mail".into()), (4, "Joined".into())));
}

#[test]
fn a_row_is_known_by_the_first_key_it_has() {
    let rows = mapped("name,email,github,twitter,teammate\nAnn,ann@x.org,,,\nBo,,bo,,\nCy,,,@Cy,\n,,,,true\n", |_| {});
    let remotes: Vec<&str> = rows.iter().flatten().map(|row| row.remote.as_str()).collect();
    assert_eq!(remotes, ["email:ann@x.org", "handle/github:bo", "handle/twitter:cy"]);
    assert!(rows[3].as_ref().unwrap_err().reason.contains("nothing to know it by"));
}

#[test]
fn dates_that_can_be_read_in_two_ways_are_asked_for() {
    let made = Made::new(b"email,joined\na@x.org,03/04/2024\nb@x.org,05/06/2024\n");
    let table = made.open();
    let scan = table.scan().unwrap();
    let mut mapping = guess(table.headers(), &scan.columns);
    let asked = Reader::new(&mapping, &table, &scan, chrono_tz::UTC).err().unwrap();
    assert_eq!(asked.field, "dates");
    mapping.dates = DateOrder::MonthFirst;
    assert!(Reader::new(&mapping, &table, &scan, chrono_tz::UTC).is_ok());
}

#[test]
fn every_ready_made_profile_knows_its_own_heading() {
    for known in known_profiles() {
        let mapping = known.mapping();
        let headers: Vec<String> = mapping.columns.iter().map(|column| column.header.to_uppercase()).collect();
        mapping
            .check(&headers)
            .or_else(|error| if error.message.contains("both") { Ok(()) } else { Err(error) })
            .unwrap();
    }
    let check = |heading: &str, id: &str| {
        let headers: Vec<String> = heading.split(',').map(str::to_owned).collect();
        let known = recognised(&headers).unwrap_or_else(|| panic!("{heading}"));
        assert_eq!(known.id, id, "{heading}");
        known.mapping().check(&headers).unwrap();
    };
    check(
        "First name,Last name,Email,Phone number,Job title,Company name,Website URL,City,State/Region,Country/Region,Lifecycle stage,Lead status,Contact owner",
        "hubspot-contacts",
    );
    check("Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Create Date", "hubspot-contacts");
    check(
        "FirstName,LastName,Email,Phone,MobilePhone,Title,Department,AccountName,MailingStreet,MailingCity,MailingState,MailingPostalCode,MailingCountry,LeadSource,Description",
        "salesforce-contacts",
    );
    check("First Name,Last Name,Business Phone,Email", "salesforce-contacts");
    check(
        "name,email,github,twitter,linkedin,discord,bio,birthday,company,title,location,pronouns,shipping_address,tshirt,url,avatar_url,teammate,tags",
        "orbit-members",
    );
    check(
        "name,email,github,twitter,title,description,link,link_text,activity_type,key,occurred_at,weight,properties",
        "orbit-activities",
    );
    check("Member,Company,Role,First Seen,Last Seen,Activity Count,Tags", "savannah-members");
    check("Member,Company,First Contrib,Last Contrib,Contrib Count,Tags", "savannah-members");
    check(
        "Name,What I Do,User ID,Username,Account type,Account created (UTC),Claimed Date (UTC),Deactivated date (UTC),Days active,Messages posted",
        "slack-member-analytics",
    );
    check("First Name,Last Name,URL,Email Address,Company,Position,Connected On", "linkedin-connections");
    check(
        "Name,User ID,Title,Member ID,Location,Joined Group on,Last visited group on,Last Attended,Total RSVPs,Meetups attended,Intro,Photo,URL of Member Profile",
        "meetup-members",
    );
    assert!(recognised(&["name".to_owned(), "email".into()]).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever bytes a file has, reading it ends, and twice the same.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(prop_oneof![8 => prop::sample::select(b"a1,;\"\n\r\t@.|= -'".to_vec()), 1 => any::<u8>()], 0..600)) {
        let made = Made::new(&bytes);
        if let Ok(table) = Table::open(&made.0, &FileChoice::default()) {
            let scan = table.scan().unwrap();
            let found = rows(&table);
            prop_assert_eq!(found.len() as u32, scan.rows + scan.broken);
            let width = table.headers().len();
            prop_assert!(found.iter().all(|(_, cells)| cells.as_ref().map_or(true, |cells| cells.len() == width)));
            prop_assert!(found.is_sorted_by(|a, b| a.0 < b.0), "lines go up");
            let mapping = guess(table.headers(), &scan.columns);
            if let Ok(mut reader) = Reader::new(&mapping, &table, &scan, chrono_tz::UTC) {
                table.rows(&mut |row| { let _ = reader.read(&row); ControlFlow::Continue(()) }).unwrap();
            }
        }
    }

    /// What is written by the book comes back as it was, whatever is in the cells.
    #[test]
    fn honest_tables_come_back(cells in prop::collection::vec(("[^\0\r]{0,12}", "[a-z\",;\n é]{0,12}"), 1..30), big in any::<bool>(), wide in any::<bool>()) {
        let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        let mut text = String::from("first column,second column\r\n");
        for (a, b) in &cells {
            text.push_str(&format!("{},{}\r\n", quoted(a), quoted(b)));
        }
        let bytes = if wide { utf16(&text, big, true) } else { text.into_bytes() };
        let made = Made::new(&bytes);
        let choice = FileChoice { delimiter: Some(','), heading: Some(1), encoding: (!wide).then(|| "utf-8".to_owned()), ..FileChoice::default() };
        let table = Table::open(&made.0, &choice).unwrap();
        let expected: Vec<Vec<String>> = cells.iter().map(|(a, b)| vec![a.clone(), b.clone()]).filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).collect();
        let found: Vec<Vec<String>> = rows(&table).into_iter().map(|(line, cells)| cells.unwrap_or_else(|why| panic!("{line} {why}"))).collect();
        prop_assert_eq!(found, expected);
    }
}
