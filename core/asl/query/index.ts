/** The query languages: one row each. */

import type { QueryLanguage } from '../types.ts';
import { jsonataQuery } from './jsonata-query.ts';
import { jsonPathQuery } from './jsonpath-query.ts';
import type { Query } from './query.ts';

const queries: Record<QueryLanguage, Query> = {
  JSONPath: jsonPathQuery,
  JSONata: jsonataQuery,
};

export function queryOf(language: QueryLanguage): Query {
  return queries[language];
}
