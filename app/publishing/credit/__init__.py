"""What reviewers get for it in public: a page for each signed review, ways to cite it, and how a piece came about."""
