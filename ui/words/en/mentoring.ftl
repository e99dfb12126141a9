# A mentor and their mentees.
nav-mentoring = Mentoring
help-mentoring = Go to Mentoring
mentoring-tab-mine = My mentees
mentoring-tabs = Mentoring
mentoring-empty = No mentees yet
