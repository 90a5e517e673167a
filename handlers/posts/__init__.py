"""Posts: binding, duties 我的职责, delegation 委托, the responsibility tree 树状图."""
