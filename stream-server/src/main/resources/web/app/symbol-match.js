/**
 * @typedef {{sym: string, description: string}} Named
 */

/**
 * How well a symbol answers a query; lower is better, Infinity is not at all.
 * @param {Named} named
 * @param {string} query upper case
 */
function rank({ sym, description }, query) {
  const upper = sym.toUpperCase();
  if (upper === query) {
    return 0;
  }
  if (upper.startsWith(query)) {
    return 1;
  }
  const words = description.toUpperCase();
  if (words.startsWith(query) || words.includes(` ${query}`)) {
    return 2;
  }
  return upper.includes(query) || words.includes(query) ? 3 : Infinity;
}

/**
 * The best matches: the exact symbol, then symbols that start so, then names, then anything that contains the query.
 * @template {Named} T
 * @param {readonly T[]} symbols
 * @param {string} query
 * @param {number} limit
 * @returns {T[]}
 */
export function matchSymbols(symbols, query, limit) {
  const wanted = query.trim().toUpperCase();
  if (wanted === "") {
    return symbols.slice(0, limit);
  }
  return symbols
    .map((symbol) => ({ symbol, rank: rank(symbol, wanted) }))
    .filter((match) => match.rank < Infinity)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map((match) => match.symbol);
}
