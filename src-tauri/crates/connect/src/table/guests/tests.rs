//! Lists as programs write them: made up, in their shapes.

use std::io::Write;

use super::*;

fn list(text: &str) -> (GuestList, tempfile::NamedTempFile) {
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    (GuestList::open(file.path(), &BTreeMap::new()).unwrap(), file)
}

fn read(text: &str) -> (&'static str, Vec<GuestSaid>, Vec<WrongRow>) {
    let (list, _file) = list(text);
    let (found, wrong) = list.read(Tz::UTC, DateOrder::MonthFirst).unwrap();
    (list.format, found, wrong)
}

#[test]
fn luma_in_its_shapes() {
    let (format, found, wrong) = read(
        "\u{feff}api_id,name,first_name,last_name,email,phone_number,created_at,approval_status,checked_in_at,custom_source,qr_code_url,amount,amount_tax,amount_discount,currency,coupon_code,eth_address,solana_address,survey_response_rating,survey_response_feedback,ticket_type_id,ticket_name,Dietary requirements?,What do you grow?\n\
         gst-1,Ada Pear,Ada,Pear,Ada@Example.org,,2026-10-01T10:00:00.000Z,approved,2026-11-01T17:31:00.000Z,,https://lu.ma/check-in/x?pk=1,$0.00,,,,,,,,,tt-1,Standard,vegan,Quinces\n\
         gst-2,,Bob,Plum,bob@example.org,,2026-10-02T10:00:00.000Z,pending_approval,,,https://lu.ma/check-in/x?pk=2,,,,,,,,,,,,,\n\
         gst-2,,Bob,Plum,bob@example.org,,2026-10-02T10:00:00.000Z,waitlist,,,,,,,,,,,,,,,,\n\
         gst-3,Cy,,,nonsense,,,approved,,,,,,,,,,,,,,,,\n\
         gst-4,Di,,,di@example.org,,,abducted,,,,,,,,,,,,,,,,\n",
    );
    assert_eq!(format, "luma");
    assert_eq!(found.len(), 2, "{wrong:?}");
    let ada = &found[0];
    assert_eq!(
        (ada.key.as_str(), ada.name.as_str(), ada.email.as_deref()),
        ("gst-1", "Ada Pear", Some("ada@example.org"))
    );
    assert_eq!(
        (ada.state, ada.came, ada.needs.as_deref()),
        (Some("going"), Some(Some(1_793_554_260_000)), Some("vegan"))
    );
    assert_eq!(ada.answers, [("What do you grow?".to_owned(), "Quinces".to_owned())]);
    assert_eq!(ada.code.as_deref(), Some("https://lu.ma/check-in/x?pk=1"));
    assert_eq!((found[1].name.as_str(), found[1].state, found[1].came), ("Bob Plum", Some("pending"), None));
    let told: Vec<(u64, Option<&str>)> = wrong.iter().map(|row| (row.line, row.column.as_deref())).collect();
    assert_eq!(told, [(4, None), (5, Some("email")), (6, Some("approval_status"))]);
    let (format, found, _) = read(
        "guest_id,name,email,created_at,approval_status,checked_in_at,qr_code_url\ngst-9,Ei,,2026-10-01,invited,,\n",
    );
    assert_eq!((format, found[0].state), ("luma", Some("invited")));
}

#[test]
fn meetup_with_tabs_and_guests() {
    let (format, found, _) = read(
        "Name\tAttendance\tUser ID\tTitle\tEvent Host\tRSVP\tGuests\tRSVPed on\tJoined Group on\tURL of Member Profile\tNotes\n\
         Ada Pear\tY\tuser 1\t\t\tYes\t2\tOctober 3, 2026 7:05 PM\tMay 1, 2020\thttps://www.meetup.example/m/1\t\n\
         Bob\t\tuser 2\t\t\tWaitlist\t0\t2026-10-04 10:00\t\t\t\n",
    );
    assert_eq!(format, "meetup");
    assert_eq!(
        (found[0].plus, found[0].came, found[0].state, found[0].email.clone()),
        (Some(2), Some(None), Some("going"), None)
    );
    assert_eq!((found[1].state, found[1].key.as_str()), (Some("waiting"), "user 2"));
}

#[test]
fn eventbrite_of_both_sides() {
    let (format, found, _) = read(
        "Order #,Order Date,First Name,Last Name,Email,Quantity,Price Tier,Ticket Type,Attendee #,Group,Order Type,Currency,Total Paid,Fees Paid,Eventbrite Fees,Eventbrite Payment Processing,Attendee Status,Home Address 1,Home Country,Any allergies?\n\
         1001,11/29/24 22:28,Ada,Pear,ada@example.org,1,,General,501,,Free,USD,0,0,0,0,Attending,,US,nuts\n\
         1001,11/29/24 22:28,Bob,Plum,ada@example.org,1,,General,502,,Free,USD,0,0,0,0,Checked In,,US,\n\
         1002,11/28/24 12:00,Cy,Fig,cy@example.org,1,,General,503,,Free,USD,0,0,0,0,Refunded,,US,\n",
    );
    assert_eq!(format, "eventbrite");
    let told: Vec<_> =
        found.iter().map(|one| (one.key.as_str(), one.state, one.came.is_some(), one.needs.as_deref())).collect();
    let expected = [
        ("501", Some("going"), false, Some("nuts")),
        ("502", Some("going"), true, Some("")),
        ("503", Some("cancelled"), false, Some("")),
    ];
    assert_eq!(told, expected);
    let (format, found, _) = read(
        "Order no.,Order Date,First Name,Surname,Email,Ticket Type,Attendee no.,Attendee Status,Home Postcode\n7,29/11/2024 10:00,Di,Medlar,di@example.org,Free,9,Not Attending,AB1\n",
    );
    assert_eq!((format, found[0].name.as_str(), found[0].state), ("eventbrite", "Di Medlar", Some("declined")));
}

#[test]
fn zoom_has_several_tables_in_a_file() {
    let (format, found, wrong) = read(
        "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants,\n\
         123 4567,Seeds,11/26/2026 06:00:00 PM,11/26/2026 07:00:00 PM,host@example.org,60,3,\n\
         \n\
         Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n\
         Ada (Ada Pear),ada@example.org,11/26/2026 06:01:00 PM,11/26/2026 06:20:00 PM,19,No\n\
         Ada (Ada Pear),ada@example.org,11/26/2026 06:25:00 PM,11/26/2026 07:00:00 PM,35,No\n\
         Bob's phone,,11/26/2026 06:30:00 PM,11/26/2026 07:00:00 PM,30,Yes\n",
    );
    assert_eq!((format, found.len(), wrong.len()), ("zoom", 2, 0), "{wrong:?}");
    assert_eq!((found[0].name.as_str(), found[0].came), ("Ada", Some(Some(1_795_716_060_000))));
    let minutes = |stays: &[(i64, i64)]| stays.iter().map(|(from, until)| (until - from) / 60_000).collect::<Vec<_>>();
    assert_eq!((minutes(&found[0].stays), minutes(&found[1].stays)), (vec![19, 35], vec![30]));
    let (format, newer, wrong) = read(
        "Topic,ID,Host,Duration (minutes),Start time,End time,Participants\n\
         Seeds,123 4567,host@example.org,60,11/26/2026 06:00:00 PM,11/26/2026 07:00:00 PM,2\n\
         \n\
         Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,Recording disclaimer response,In waiting room\n\
         Ada (Ada Pear),ada@example.org,11/26/2026 06:00:00 PM,11/26/2026 06:01:00 PM,1,No,,Yes\n\
         Ada (Ada Pear),ada@example.org,11/26/2026 06:01:00 PM,11/26/2026 07:00:00 PM,59,No,OK,No\n",
    );
    assert_eq!((format, newer.len(), wrong.len()), ("zoom", 1, 0), "{wrong:?}");
    assert_eq!((minutes(&newer[0].stays), newer[0].came), (vec![59], Some(Some(1_795_716_060_000))));
    let (_, total, _) =
        read("Name (Original Name),User Email,Total Duration (Minutes),Guest\nAda,ada@example.org,54,No\n");
    assert_eq!((total[0].minutes, total[0].stays.len()), (Some(54), 0));
    let (format, found, wrong) = read(
        "Attendee Report\nReport generated time,11/27/2026\n\
         Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registrants,# Cancelled,Unique Viewers,Total Users\n\
         Seeds,99,11/26/2026 06:00:00 PM,60,3,0,2,4\n\
         Host Details,\nAttended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name\n\
         Yes,Host,host@example.org,11/26/2026 05:50:00 PM,11/26/2026 07:00:00 PM,70,No,Germany,\n\
         Attendee Details,\n\
         Attended,User Name (Original Name),First Name,Last Name,Email,Registration Time,Approval Status,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name\n\
         Yes,Ada,Ada,Pear,ada@example.org,11/20/2026 06:00:00 PM,approved,11/26/2026 06:01:00 PM,11/26/2026 06:20:00 PM,19,Yes,Germany,\n\
         Yes,Ada,Ada,Pear,ada@example.org,11/20/2026 06:00:00 PM,approved,11/26/2026 06:30:00 PM,11/26/2026 06:40:00 PM,10,Yes,Germany,\n\
         No,Bob,Bob,Plum,bob@example.org,11/21/2026 06:00:00 PM,approved,--,--,--,--,\n\
         Other Attended\n\
         User Name,Join Time,Leave Time,Time in Session (minutes),Country/Region Name\n\
         phone,11/26/2026 06:01:00 PM,11/26/2026 06:20:00 PM,19,Germany\n",
    );
    assert_eq!((format, found.len(), wrong.len()), ("zoom_webinar", 2, 0), "{wrong:?} {found:?}");
    assert_eq!((found[0].came, found[1].came, found[1].state), (Some(None), None, Some("going")));
    assert_eq!((minutes(&found[0].stays), found[1].stays.len()), (vec![19, 10], 0));
}

#[test]
fn bevy_hi_events_pretix_and_any_other() {
    let (format, found, _) = read(
        "first_name,last_name,email,checked_in,job_title,company,ticket_type\nAda,Pear,ada@example.org,TRUE,,,Free\n",
    );
    assert_eq!((format, found[0].came), ("bevy", Some(None)));
    let (format, found, _) = read(
        "ID,First Name,Last Name,Email,Status,Check Ins,Product ID,Product Name,Event ID,Public ID,Short ID,Created Date,Last Updated Date,Notes\n1,Ada,Pear,ada@example.org,ACTIVE,1,2,Free,3,A-1,s1,2026-10-01 10:00:00,,\n2,Bob,Plum,bob@example.org,CANCELLED,0,2,Free,3,A-2,s2,,,\n",
    );
    assert_eq!(
        (format, found[0].key.as_str(), found[0].came, found[1].state),
        ("hi_events", "A-1", Some(None), Some("cancelled"))
    );
    let (format, found, _) = read(
        "Order code,Attendee name,Product,Price,Checked in,Checked out,Automatically checked in,Secret,E-mail,Company,Order date\nABC,Ada Pear,Free,0.00,,,No,s3cr3t,ada@example.org,,2026-10-01\n",
    );
    assert_eq!((format, found[0].code.as_deref(), found[0].came), ("pretix", Some("s3cr3t"), None));
    let (format, found, wrong) =
        read("E-Mail;Vorname;Nachname;Status;Wheelchair access?;Shirt\nada@example.org;Ada;Pear;Ja;yes;M\n;;;Ja;;\n");
    assert_eq!(
        (format, found[0].name.as_str(), found[0].needs.as_deref(), wrong.len()),
        ("csv", "Ada Pear", Some("yes"), 1)
    );
    assert_eq!(found[0].answers, [("Shirt".to_owned(), "M".to_owned())]);
}

#[test]
fn alf_io_indico_and_mobilizon() {
    let (format, found, wrong) = read(
        "ID,Category,Event,Status,OriginalPrice,PaidPrice,Discount,VAT,ReservationID,Full Name,First Name,Last Name,E-Mail,Locked,Language,Confirmation,Billing Address,Country Code,Promo Code,Payment ID,Dietary needs,Shirt\n\
         8f1c-1,Early bird,orchard,CHECKED_IN,10,10,0,1,R1,Ada Pear,Ada,Pear,ada@example.org,No,en,2026-10-01 10:00:00,,DE,,,vegan,M\n\
         8f1c-2,Early bird,orchard,TO_BE_PAID,10,10,0,1,R2,Bob Plum,Bob,Plum,bob@example.org,No,en,,,DE,,,,\n\
         8f1c-3,Early bird,orchard,INVALIDATED,10,10,0,1,R3,Cy Fig,Cy,Fig,cy@example.org,No,en,,,DE,,,,\n\
         8f1c-4,Early bird,orchard,SOLD_TWICE,10,10,0,1,R4,Di Medlar,Di,Medlar,di@example.org,No,en,,,DE,,,,\n",
    );
    let states: Vec<_> = found.iter().map(|one| one.state).collect();
    assert_eq!((format, wrong.len(), wrong[0].line), ("alf_io", 1, 5), "a state that nobody knows is told");
    assert_eq!(states, [Some("going"), Some("pending"), Some("cancelled")]);
    let ada = &found[0];
    assert_eq!(
        (ada.key.as_str(), ada.name.as_str(), ada.came, ada.needs.as_deref()),
        ("8f1c-1", "Ada Pear", Some(None), Some("vegan"))
    );
    assert_eq!((ada.ticket.as_deref(), ada.answers.len(), ada.registered_at.is_some()), (Some("Early bird"), 1, true));

    let (format, found, _) = read(
        "Type,Firstname,Lastname,Email,Language,Status,Date\nPRE_SALES,Ed,Quince,ed@example.org,en,WAITING,2026-10-02T10:00:00Z\n",
    );
    assert_eq!((format, found[0].key.as_str(), found[0].state), ("alf_io_queue", "ed@example.org", Some("waiting")));

    let (format, found, wrong) = read(
        "ID,Name,Email Address,Affiliation,Lunch,Registration date,Registration state,Price,Checked in,Check-in date,Payment date\n\
         1,Pear Ada,ada@example.org,Orchard,yes,2026-10-01 10:00,Completed,0,True,2026-11-26 18:35,\n\
         2,Plum Bob,bob@example.org,,no,2026-10-02 10:00,Unpaid,5,False,,\n\
         3,Fig Cy,cy@example.org,,no,2026-10-02 10:00,Withdrawn,5,False,,\n",
    );
    assert_eq!((format, wrong.len()), ("indico", 0));
    assert!(
        matches!(found[0].came, Some(Some(_))) && found[1].came.is_none(),
        "when somebody came says more than that they did"
    );
    assert_eq!((found[1].state, found[2].state, found[0].answers.len()), (Some("pending"), Some("cancelled"), 1));

    let (format, found, wrong) = read(
        "Participant name,Participant status,Participant message\n\
         @ada@mobilizon.example,Creator,\nBob Plum,Participant,\"I bring cake, and plates\"\nCy Fig,Not approved,\nCy Fig,Rejected,\n",
    );
    let told: Vec<_> = found.iter().map(|one| (one.name.as_str(), one.state)).collect();
    assert_eq!(format, "mobilizon");
    assert_eq!(
        told,
        [("@ada@mobilizon.example", Some("going")), ("Bob Plum", Some("going")), ("Cy Fig", Some("pending"))]
    );
    assert_eq!((wrong.len(), found[1].answers[0].1.as_str()), (1, "I bring cake, and plates"));
}

#[test]
fn a_table_without_people_is_refused() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(b"colour,size\nred,4\n").unwrap();
    assert!(GuestList::open(file.path(), &BTreeMap::new()).is_err());
}
