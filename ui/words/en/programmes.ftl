# Programmes of mentoring, for whoever leads one.
nav-programmes = Programmes
help-programmes = Go to Programmes
programmes-empty = No programmes yet
