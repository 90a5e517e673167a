"""The patrol 巡河, step by step: place, looking, end, card; or entered later."""
