# The guide inside the app.
nav-guide = Guide
key-guide = F1
guide-title = Guide
guide-search = Search the guide
guide-pages = Pages of the guide
guide-hits = Found in the guide
guide-found = { $count ->
    [0] Nothing found
    [one] One part of the guide
   *[other] { $count } parts of the guide
  }
guide-none = Nothing found
guide-none-text = Try fewer words, or only their beginning.
help-guide = Read the guide
help-open-guide = Open the guide
