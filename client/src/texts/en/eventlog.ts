export const eventlog = {
  title: "Event log",
  says: "What happened here, and whom it reached. Events about runs are here if somebody subscribed.",
  filter: "Filter by type, such as ticket.*",
  empty: "No events yet",
  emptySays:
    "Workflows emit events with events.emit, and the platform those that people must hear of.",
  noMatch: (typed: string) => `No event matches “${typed}”`,
  badFilter: "Type a name such as ticket.closed, or ticket.*",
  at: "Time",
  type: "Event",
  data: "Data",
  by: "Workflow",
  reached: "Reached",
  nobody: "No subscriber",
  more: "Show more",
};
