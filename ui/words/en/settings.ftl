# Settings.
settings-community = Community
settings-look = Look
settings-theme = Theme
settings-theme-system = As the system
settings-theme-light = Light
settings-theme-dark = Dark
settings-data = Data
settings-raw = Keep each record as it came
settings-raw-text = The original JSON is kept beside what was read from it. The file grows to about twice its size; a later version can then read more out of it.
settings-about = About
settings-version = Kith
settings-sqlite = SQLite
settings-webview = Web view
settings-file = File of this community
settings-folder = Folder
