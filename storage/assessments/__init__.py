"""What people still lack before an assessment 考核."""
