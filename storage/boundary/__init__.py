"""Cross-boundary issues 跨界会商: put to both sides, answered, agreed, or taken up one level."""
