"""The papers, sheets and pictures of measures 问责措施."""
