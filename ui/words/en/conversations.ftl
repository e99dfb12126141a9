# Conversations: spaces, messages and threads.
spaces-label = Spaces
spaces-find = Filter spaces
spaces-all = All threads
spaces-all-text = From every space of this community
spaces-none = No space has that name.
spaces-archived = { $count ->
    [one] { $count } archived space
   *[other] { $count } archived spaces
  }
space-messages = messages
space-formerly = { $name }, formerly { $former }
space-last = newest { $day }
space-was = formerly { $former }
space-archived = Archived
space-unknown = This space is not here
space-tabs = View
space-tab-messages = Messages
space-tab-threads = Threads
conversations-none = No conversations yet
conversations-none-text = They appear here as soon as a source, an export or the sample has been read.
chat-empty = Nobody has written here.
chat-label = Messages in { $name }
chat-begin = This is the beginning of { $name }.
chat-newest = Go to the newest messages
message-by = { $name }, { $time }
message-join = joined
message-leave = left
message-edited = (edited)
message-missing = not in the list of people
message-broadcast = also sent to the channel
message-in-thread = In a thread
message-last-reply = last reply
message-files = Files
message-reactions = Reactions
message-reacted = { $more ->
    [0] { $people } with :{ $name }:
    [one] { $people } and { $more } other with :{ $name }:
   *[other] { $people } and { $more } others with :{ $name }:
  }
thread-label = Thread
thread-messages = Messages of the thread
thread-close = Close the thread
threads-none = No threads here
threads-untitled = Without words
threads-sort = Order
threads-sort-last = Latest reply
threads-sort-started = Newest
threads-sort-replies = Most replies
threads-replies = { $count ->
    [one] reply
   *[other] replies
  }
