//! Journeys through the whole core, from the door of its commands.
