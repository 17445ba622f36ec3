/** The JSON schema of definitions, as editors read it: draft-07, the newest that all of them know. */

import type { JsonObject } from '../../core/json.ts';
import { integer, type Language, oneOf, ref, text } from './parts.ts';
import { nestedRule, stateSchemas } from './states.ts';

const ID = 'https://treadle.dev/asl.schema.json';

/** A place where states stand: what their language is where they do not say. */
type Scope = 'jsonPath' | 'jsonata';

/** The whole schema. A state of a JSONPath machine may choose JSONata for itself, not the other way round. */
export function aslSchema(): JsonObject {
  const definitions: JsonObject = { rule: nestedRule };
  for (const scope of ['jsonPath', 'jsonata'] as const) {
    definitions[`${scope}Branch`] = branch(scope);
    definitions[`${scope}State`] = state(scope);
    for (const language of languagesIn(scope)) {
      for (const [type, schema] of Object.entries(stateSchemas(language, scope))) {
        definitions[nameOf(scope, language, type)] = schema;
      }
    }
  }
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: ID,
    title: 'Amazon States Language',
    description: 'A state machine, in JSONPath or JSONata.',
    type: 'object',
    required: ['StartAt', 'States'],
    properties: {
      Comment: text,
      Version: oneOf('1.0'),
      QueryLanguage: oneOf('JSONPath', 'JSONata'),
      TimeoutSeconds: integer(0, 99_999_999),
      StartAt: text,
      States: { type: 'object' },
    },
    additionalProperties: false,
    if: { properties: { QueryLanguage: { const: 'JSONata' } }, required: ['QueryLanguage'] },
    then: { properties: statesIn('jsonata') },
    else: { properties: statesIn('jsonPath') },
    definitions,
  };
}

function branch(scope: Scope): JsonObject {
  return {
    type: 'object',
    required: ['StartAt', 'States'],
    properties: { Comment: text, StartAt: text, ...statesIn(scope) },
  };
}

function statesIn(scope: Scope): JsonObject {
  return {
    States: { type: 'object', minProperties: 1, additionalProperties: ref(`${scope}State`) },
  };
}

function state(scope: Scope): JsonObject {
  const types = Object.keys(stateSchemas('JSONPath', scope));
  const ofLanguage = (language: Language) => ({
    allOf: types.map((type) => ({
      if: { properties: { Type: { const: type } }, required: ['Type'] },
      then: ref(nameOf(scope, language, type)),
    })),
  });
  const base = { type: 'object', required: ['Type'], properties: { Type: oneOf(...types) } };
  if (scope === 'jsonata') {
    return {
      ...base,
      properties: { ...base.properties, QueryLanguage: { const: 'JSONata' } },
      ...ofLanguage('JSONata'),
    };
  }
  return {
    ...base,
    if: { properties: { QueryLanguage: { const: 'JSONata' } }, required: ['QueryLanguage'] },
    then: ofLanguage('JSONata'),
    else: ofLanguage('JSONPath'),
  };
}

function languagesIn(scope: Scope): Language[] {
  return scope === 'jsonata' ? ['JSONata'] : ['JSONPath', 'JSONata'];
}

function nameOf(scope: Scope, language: Language, type: string): string {
  return `${scope}${scope === 'jsonPath' && language === 'JSONata' ? 'Jsonata' : ''}${type}`;
}
