/** Events of a history as the API hands them out. https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html */

export interface EventDetails {
  name?: string;
  index?: number;
  length?: number;
  input?: string;
  output?: string;
  parameters?: string;
  error?: string;
  cause?: string;
  state?: string;
  location?: string;
  resource?: string;
  resourceType?: string;
  mapRunArn?: string;
  assignedVariables?: Record<string, string>;
}

export interface HistoryEvent {
  id: number;
  previousEventId: number;
  /** Seconds since the epoch. */
  timestamp: number;
  type: string;
  details: EventDetails;
}

/** An event of an answer: its details, whatever they are called there, under one name. */
export function readEvent(shown: Record<string, unknown>): HistoryEvent {
  const found = Object.entries(shown).find(([name]) => name.endsWith('EventDetails'))?.[1];
  return {
    id: Number(shown.id),
    previousEventId: Number(shown.previousEventId),
    timestamp: Number(shown.timestamp),
    type: String(shown.type),
    details: typeof found === 'object' && found !== null ? found : {},
  };
}
