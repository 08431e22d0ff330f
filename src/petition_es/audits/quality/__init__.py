"""The rates of quality (质量指标): how petitions were handled, from one verdict on each."""
