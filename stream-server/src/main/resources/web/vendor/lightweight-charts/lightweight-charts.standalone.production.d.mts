// The vendored file has no types beside it; the package of the same version has.
export * from "lightweight-charts";
