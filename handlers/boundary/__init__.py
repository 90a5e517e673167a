"""Cross-boundary issues 跨界会商: the office puts them to both sides, each answers, who is above both decides."""
