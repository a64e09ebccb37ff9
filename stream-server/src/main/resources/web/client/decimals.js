// Wire integers and their decimal exponent, turned into what people and charts use. No rounding happens on the way to
// text; a number is the double nearest to the exact decimal.

/**
 * @param {number} mantissa safe integer from the wire
 * @param {number} exponent decimal exponent from the definition, e.g. -2
 * @returns {number}
 */
export function toNumber(mantissa, exponent) {
  // Dividing by an exact power of ten rounds once; multiplying by 0.01 would round twice.
  return exponent < 0 ? mantissa / 10 ** -exponent : mantissa * 10 ** exponent;
}

/**
 * @param {number} mantissa safe integer from the wire
 * @param {number} exponent decimal exponent from the definition, e.g. -2
 * @returns {string} exact decimal with -exponent decimals, e.g. "61837.60"
 */
export function toText(mantissa, exponent) {
  if (exponent >= 0) {
    return mantissa === 0 ? "0" : `${mantissa}${"0".repeat(exponent)}`;
  }
  const scale = -exponent;
  const digits = String(Math.abs(mantissa)).padStart(scale + 1, "0");
  const sign = mantissa < 0 ? "-" : "";
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
